import { AppError } from "@/lib/errors";

/** The code with which it is refused; any other error is a failure of the test, and so is success. */
export async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return "nothing refused";
}
