"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { toast } from "sonner";

import type { ThemeName } from "@/components/common/theme-menu";
import { useUpdateProfile } from "@/features/profile/api";
import { toApiError } from "@/lib/api/errors";
import type { Preferences, User } from "@/lib/api/types";
import { useSession } from "@/lib/api/use-session";

/** An account's preferences with every gap filled. */
export function preferencesOf(user: Pick<User, "preferences"> | null): Preferences {
  return {
    theme: user?.preferences.theme ?? "system",
    default_model_id: user?.preferences.default_model_id ?? null,
  };
}

/** Shows the theme that the account asks for, also when it was chosen on another machine. */
export function useAccountTheme(): void {
  const { user } = useSession();
  const { setTheme } = useTheme();
  const wanted = user ? preferencesOf(user).theme : null;
  useEffect(() => {
    if (wanted) setTheme(wanted);
  }, [wanted, setTheme]);
}

/** Changes the theme at once and keeps the choice in the account. */
export function useChooseTheme(): (theme: ThemeName) => void {
  const { user } = useSession();
  const { setTheme } = useTheme();
  const update = useUpdateProfile();
  return (theme) => {
    setTheme(theme);
    update.mutate(
      { preferences: { ...preferencesOf(user), theme } },
      {
        onError: (error) =>
          toast.error("The theme could not be kept in your account.", {
            description: toApiError(error).message,
          }),
      },
    );
  };
}
