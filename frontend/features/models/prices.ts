import type { Model } from "@/lib/api/types";

const MAX_DIGITS = 8;

/** An amount in its currency, with as many digits as it takes: answers cost little. */
export function formatCost(amount: string | number, currency: string): string {
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    maximumFractionDigits: MAX_DIGITS,
  }).format(Number(amount));
}

/** "$0.25 in, $1.25 out", per million tokens; null where no prices were entered. */
export function priceText({ prices }: Pick<Model, "prices">): string | null {
  if (!prices) return null;
  const { input_per_million, output_per_million, currency } = prices;
  return `${formatCost(input_per_million, currency)} in, ${formatCost(output_per_million, currency)} out`;
}
