import next from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

/** Imports go one way: shared code → features → app. */
const importDirection = {
  files: ["**/*.{ts,tsx}"],
  rules: {
    "import/no-restricted-paths": [
      "error",
      {
        zones: [
          {
            target: ["./lib", "./components"],
            from: ["./features", "./app"],
            message: "Shared code knows no feature and no page.",
          },
          {
            target: "./features",
            from: "./app",
            message: "A feature knows no page.",
          },
          {
            target: "./lib",
            from: "./components",
            message: "lib is below the components.",
          },
          {
            target: "./components/ui",
            from: "./components/common",
            message: "ui primitives are below the common components.",
          },
        ],
      },
    ],
    "import/no-cycle": "error",
    "@typescript-eslint/consistent-type-imports": "error",
    "@typescript-eslint/no-explicit-any": "error",
    eqeqeq: ["error", "always", { null: "ignore" }],
  },
};

const config = [
  ...next,
  ...nextTypescript,
  importDirection,
  { ignores: [".next/**", "node_modules/**", "lib/api/schema.d.ts", "next-env.d.ts"] },
];

export default config;
