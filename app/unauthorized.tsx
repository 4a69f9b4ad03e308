export { ForbiddenPage as default } from "@/components/shell/missing-page";
