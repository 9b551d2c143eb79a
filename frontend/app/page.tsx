import { Landing } from "@/features/landing/components/landing";

export default function LandingPage() {
  return <Landing />;
}
