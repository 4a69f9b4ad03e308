-- CreateSchema

-- CreateEnum
CREATE TYPE "role" AS ENUM ('ADVISOR', 'RELATIONSHIP_MANAGER', 'SUPERVISOR', 'ANALYST', 'ADMINISTRATOR');

-- CreateEnum
CREATE TYPE "marital_status" AS ENUM ('SINGLE', 'COUPLE', 'DIVORCED', 'WIDOWED');

-- CreateEnum
CREATE TYPE "zone" AS ENUM ('URBAN', 'PERI_URBAN', 'RURAL');

-- CreateEnum
CREATE TYPE "service_model" AS ENUM ('DEDICATED', 'DIGITAL', 'TRADITIONAL', 'HYBRID');

-- CreateEnum
CREATE TYPE "client_status" AS ENUM ('ACTIVE', 'CLOSED', 'DECEASED');

-- CreateEnum
CREATE TYPE "consent_channel" AS ENUM ('PHONE', 'EMAIL', 'SMS', 'POST', 'APP');

-- CreateEnum
CREATE TYPE "universe" AS ENUM ('DAILY_BANKING', 'SAVINGS', 'CREDIT', 'INSURANCE', 'INVESTMENTS', 'SERVICES');

-- CreateEnum
CREATE TYPE "holding_status" AS ENUM ('CONFIRMED', 'UNCONFIRMED', 'REVERSED');

-- CreateEnum
CREATE TYPE "interaction_channel" AS ENUM ('PHONE', 'EMAIL', 'SMS', 'POST', 'APP', 'BRANCH', 'VIDEO');

-- CreateEnum
CREATE TYPE "interaction_outcome" AS ENUM ('DISCUSSED', 'APPOINTMENT_MADE', 'SOLD', 'DECLINED', 'NO_ANSWER', 'COMPLAINT_RECEIVED', 'COMPLAINT_RESOLVED');

-- CreateEnum
CREATE TYPE "satisfaction_kind" AS ENUM ('CSAT', 'NPS');

-- CreateEnum
CREATE TYPE "model_status" AS ENUM ('DRAFT', 'PUBLISHED', 'RETIRED');

-- CreateEnum
CREATE TYPE "segment" AS ENUM ('MAINTAIN', 'DEVELOP', 'STIMULATE', 'BUILD');

-- CreateEnum
CREATE TYPE "score_cause" AS ENUM ('FIRST', 'IMPORT', 'INTERACTION', 'NIGHTLY', 'MODEL');

-- CreateEnum
CREATE TYPE "next_action_kind" AS ENUM ('PERSONAL_FOLLOW_UP', 'CHURN_WATCH', 'TARGETED_OFFER', 'RE_ENGAGEMENT', 'PORTFOLIO_REVIEW', 'WELCOME', 'COMPLAINT_FOLLOW_UP');

-- CreateEnum
CREATE TYPE "next_action_status" AS ENUM ('OPEN', 'DONE', 'DISMISSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "next_action_origin" AS ENUM ('RULES', 'PLANNED');

-- CreateEnum
CREATE TYPE "dismissal_reason" AS ENUM ('NOT_INTERESTED', 'NOT_SUITABLE', 'ALREADY_EQUIPPED_ELSEWHERE', 'BAD_TIMING', 'ALREADY_DONE', 'WRONG_SUGGESTION');

-- CreateEnum
CREATE TYPE "contact_block" AS ENUM ('DECEASED', 'PROTECTED', 'COMPLAINT_OPEN', 'NO_CONSENT', 'RECENT_COMMERCIAL_CONTACT');

-- CreateTable
CREATE TABLE "bank" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "last_closed_month" DATE,
    "pinned_today_on" DATE,

    CONSTRAINT "bank_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "branch" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "commune" TEXT NOT NULL,
    "region" TEXT,

    CONSTRAINT "branch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "branch_id" INTEGER,
    "password_hash" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "session_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supervised_branch" (
    "user_id" INTEGER NOT NULL,
    "branch_id" INTEGER NOT NULL,

    CONSTRAINT "supervised_branch_pkey" PRIMARY KEY ("user_id","branch_id")
);

-- CreateTable
CREATE TABLE "sign_in_failure" (
    "key" TEXT NOT NULL,
    "window_started_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL,

    CONSTRAINT "sign_in_failure_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "client" (
    "id" SERIAL NOT NULL,
    "external_ref" TEXT NOT NULL,
    "advisor_id" INTEGER NOT NULL,
    "branch_id" INTEGER NOT NULL,
    "household_id" INTEGER,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "birth_on" DATE,
    "marital_status" "marital_status",
    "dependent_children" SMALLINT,
    "occupation" SMALLINT,
    "income_cents" BIGINT,
    "wealth_cents" BIGINT,
    "email" TEXT,
    "phone" TEXT,
    "commune" TEXT,
    "postal_code" TEXT,
    "zone" "zone",
    "region" TEXT,
    "service_model" "service_model" NOT NULL DEFAULT 'HYBRID',
    "interests" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "client_since_on" DATE NOT NULL,
    "status" "client_status" NOT NULL DEFAULT 'ACTIVE',
    "protected" BOOLEAN NOT NULL DEFAULT false,
    "high_value" BOOLEAN NOT NULL DEFAULT false,
    "last_contact_on" DATE,
    "last_review_on" DATE,
    "complaint_open_since" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_consent" (
    "client_id" INTEGER NOT NULL,
    "channel" "consent_channel" NOT NULL,
    "granted" BOOLEAN NOT NULL,
    "recorded_on" DATE NOT NULL,

    CONSTRAINT "client_consent_pkey" PRIMARY KEY ("client_id","channel")
);

-- CreateTable
CREATE TABLE "consent_change" (
    "client_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "channel" "consent_channel" NOT NULL,
    "granted" BOOLEAN NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" INTEGER,
    "interaction_id" UUID,

    CONSTRAINT "consent_change_pkey" PRIMARY KEY ("client_id","id")
);

-- CreateTable
CREATE TABLE "product" (
    "code" TEXT NOT NULL,
    "universe" "universe" NOT NULL,
    "name_fr" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "is_dav" BOOLEAN NOT NULL DEFAULT false,
    "entry_level" BOOLEAN NOT NULL DEFAULT false,
    "offerable" BOOLEAN NOT NULL DEFAULT true,
    "min_age" SMALLINT,
    "max_age" SMALLINT,
    "min_income_cents" BIGINT,
    "prior_successes" DOUBLE PRECISION NOT NULL,
    "prior_failures" DOUBLE PRECISION NOT NULL,
    "annual_value_cents" INTEGER NOT NULL,

    CONSTRAINT "product_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "holding" (
    "client_id" INTEGER NOT NULL,
    "contract_ref" TEXT NOT NULL,
    "product_code" TEXT NOT NULL,
    "opened_on" DATE NOT NULL,
    "closed_on" DATE,
    "status" "holding_status" NOT NULL DEFAULT 'CONFIRMED',
    "interaction_id" UUID,

    CONSTRAINT "holding_pkey" PRIMARY KEY ("client_id","contract_ref")
);

-- CreateTable
CREATE TABLE "monthly_activity" (
    "client_id" INTEGER NOT NULL,
    "month" DATE NOT NULL,
    "pnb_cents" INTEGER NOT NULL,
    "dav_operations" INTEGER NOT NULL,
    "money_in_cents" BIGINT NOT NULL,
    "income_in_cents" BIGINT NOT NULL,
    "balance_cents" BIGINT NOT NULL,
    "digital_sessions" INTEGER NOT NULL,

    CONSTRAINT "monthly_activity_pkey" PRIMARY KEY ("client_id","month")
);

-- CreateTable
CREATE TABLE "interaction" (
    "client_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "user_id" INTEGER,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "channel" "interaction_channel" NOT NULL,
    "outcome" "interaction_outcome" NOT NULL,
    "commercial" BOOLEAN NOT NULL DEFAULT false,
    "review" BOOLEAN NOT NULL DEFAULT false,
    "notes" TEXT NOT NULL DEFAULT '',
    "products_discussed" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "products_sold" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "satisfaction" SMALLINT,
    "next_step_on" DATE,
    "next_action_id" UUID,
    "corrects_id" UUID,
    "external_ref" TEXT,

    CONSTRAINT "interaction_pkey" PRIMARY KEY ("client_id","id")
);

-- CreateTable
CREATE TABLE "satisfaction_answer" (
    "client_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "kind" "satisfaction_kind" NOT NULL,
    "score" SMALLINT NOT NULL,
    "answered_on" DATE NOT NULL,
    "verbatim" TEXT,
    "interaction_id" UUID,

    CONSTRAINT "satisfaction_answer_pkey" PRIMARY KEY ("client_id","id")
);

-- CreateTable
CREATE TABLE "scoring_model" (
    "id" SERIAL NOT NULL,
    "version" INTEGER NOT NULL,
    "status" "model_status" NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "min_peers" INTEGER NOT NULL DEFAULT 100,
    "min_history_months" INTEGER NOT NULL DEFAULT 3,
    "product_thresholds" INTEGER[] DEFAULT ARRAY[2, 4, 6]::INTEGER[],
    "universe_thresholds" INTEGER[] DEFAULT ARRAY[2, 3, 4]::INTEGER[],
    "dav_thresholds" INTEGER[] DEFAULT ARRAY[2, 10, 25]::INTEGER[],
    "product_weight" INTEGER NOT NULL DEFAULT 1,
    "universe_weight" INTEGER NOT NULL DEFAULT 1,
    "dav_weight" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "scoring_model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "peer_benchmark" (
    "model_id" INTEGER NOT NULL,
    "cell" TEXT NOT NULL,
    "level" SMALLINT NOT NULL,
    "n" INTEGER NOT NULL,
    "q10_cents" BIGINT NOT NULL,
    "q25_cents" BIGINT NOT NULL,
    "q50_cents" BIGINT NOT NULL,
    "q75_cents" BIGINT NOT NULL,
    "q90_cents" BIGINT NOT NULL,

    CONSTRAINT "peer_benchmark_pkey" PRIMARY KEY ("model_id","cell")
);

-- CreateTable
CREATE TABLE "peer_holding" (
    "model_id" INTEGER NOT NULL,
    "cell" TEXT NOT NULL,
    "segment" "segment" NOT NULL,
    "product_code" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "holders" INTEGER NOT NULL,

    CONSTRAINT "peer_holding_pkey" PRIMARY KEY ("model_id","cell","segment","product_code")
);

-- CreateTable
CREATE TABLE "client_score" (
    "client_id" INTEGER NOT NULL,
    "model_id" INTEGER NOT NULL,
    "closed_month" DATE NOT NULL,
    "history_months" SMALLINT NOT NULL,
    "pnb_cents" BIGINT NOT NULL,
    "profile" TEXT NOT NULL,
    "cell" TEXT NOT NULL,
    "peer_level" SMALLINT,
    "pnb_score" SMALLINT,
    "active_products" SMALLINT NOT NULL,
    "universes" SMALLINT NOT NULL,
    "has_dav" BOOLEAN NOT NULL,
    "dav_operations_3" INTEGER NOT NULL,
    "regular_income" BOOLEAN NOT NULL,
    "product_level" SMALLINT NOT NULL,
    "universe_level" SMALLINT NOT NULL,
    "dav_level" SMALLINT NOT NULL,
    "mire_score" SMALLINT,
    "combined_score" SMALLINT,
    "segment" "segment",
    "scored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_score_pkey" PRIMARY KEY ("client_id")
);

-- CreateTable
CREATE TABLE "score_history" (
    "client_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cause" "score_cause" NOT NULL,
    "model_id" INTEGER NOT NULL,
    "interaction_id" UUID,
    "pnb_before" SMALLINT,
    "pnb_after" SMALLINT,
    "mire_before" SMALLINT,
    "mire_after" SMALLINT,
    "segment_before" "segment",
    "segment_after" "segment",

    CONSTRAINT "score_history_pkey" PRIMARY KEY ("client_id","id")
);

-- CreateTable
CREATE TABLE "next_action" (
    "client_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "kind" "next_action_kind" NOT NULL,
    "origin" "next_action_origin" NOT NULL,
    "status" "next_action_status" NOT NULL DEFAULT 'OPEN',
    "product_code" TEXT,
    "reason" JSONB NOT NULL,
    "channel" "interaction_channel" NOT NULL,
    "due_on" DATE NOT NULL,
    "snoozed_until_on" DATE,
    "success_chance" DOUBLE PRECISION NOT NULL,
    "value_cents" INTEGER NOT NULL,
    "blocked_by" "contact_block",
    "blocked_until_on" DATE,
    "created_on" DATE NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" INTEGER,
    "dismissal_reason" "dismissal_reason",
    "interaction_id" UUID,

    CONSTRAINT "next_action_pkey" PRIMARY KEY ("client_id","id")
);

-- CreateTable
CREATE TABLE "offer_outcome" (
    "product_code" TEXT NOT NULL,
    "segment" "segment" NOT NULL,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "declined" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "offer_outcome_pkey" PRIMARY KEY ("product_code","segment")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" INTEGER,
    "action" TEXT NOT NULL,
    "client_id" INTEGER,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "branch_code_key" ON "branch"("code");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "app_user_branch_id_idx" ON "app_user"("branch_id");

-- CreateIndex
CREATE UNIQUE INDEX "client_external_ref_key" ON "client"("external_ref");

-- CreateIndex
CREATE INDEX "client_advisor_id_last_name_first_name_id_idx" ON "client"("advisor_id", "last_name", "first_name", "id");

-- CreateIndex
CREATE INDEX "client_branch_id_last_name_first_name_id_idx" ON "client"("branch_id", "last_name", "first_name", "id");

-- CreateIndex
CREATE INDEX "client_household_id_idx" ON "client"("household_id");

-- CreateIndex
CREATE INDEX "interaction_user_id_occurred_at_idx" ON "interaction"("user_id", "occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "scoring_model_version_key" ON "scoring_model"("version");

-- CreateIndex
CREATE INDEX "audit_entry_client_id_at_idx" ON "audit_entry"("client_id", "at");

-- CreateIndex
CREATE INDEX "audit_entry_user_id_at_idx" ON "audit_entry"("user_id", "at");

-- AddForeignKey
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supervised_branch" ADD CONSTRAINT "supervised_branch_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supervised_branch" ADD CONSTRAINT "supervised_branch_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client" ADD CONSTRAINT "client_advisor_id_fkey" FOREIGN KEY ("advisor_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client" ADD CONSTRAINT "client_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_consent" ADD CONSTRAINT "client_consent_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_change" ADD CONSTRAINT "consent_change_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holding" ADD CONSTRAINT "holding_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holding" ADD CONSTRAINT "holding_product_code_fkey" FOREIGN KEY ("product_code") REFERENCES "product"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monthly_activity" ADD CONSTRAINT "monthly_activity_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interaction" ADD CONSTRAINT "interaction_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interaction" ADD CONSTRAINT "interaction_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "satisfaction_answer" ADD CONSTRAINT "satisfaction_answer_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_score" ADD CONSTRAINT "client_score_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_history" ADD CONSTRAINT "score_history_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "next_action" ADD CONSTRAINT "next_action_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "next_action" ADD CONSTRAINT "next_action_product_code_fkey" FOREIGN KEY ("product_code") REFERENCES "product"("code") ON DELETE SET NULL ON UPDATE CASCADE;

