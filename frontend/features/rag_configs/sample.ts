/** A text with headings, a list and a table, to see at once what a configuration does. */
export const SAMPLE_TEXT = `# Working at the harbour

The harbour office opens at six in the morning and closes at ten at night. Ships announce
themselves a day ahead by radio or by mail. Whoever comes without notice waits outside the mole
until a berth is free.

## Berths

Berth one takes ships of up to 90 metres, berth two up to 140 metres. Both have shore power.
Berth three is for ferries only and stays free on weekends.

| Berth | Length | Shore power | Fee per day |
| ----- | ------ | ----------- | ----------- |
| 1     | 90 m   | 400 V       | 320 euros   |
| 2     | 140 m  | 690 V       | 540 euros   |
| 3     | 60 m   | none        | 210 euros   |

Fees are due on the day of departure. A ship that stays longer than a week pays a third less from
the eighth day on. Repairs at the berth need a permit, which the office gives within a day.

## Storms

From wind force nine on, no ship leaves the harbour and none enters it. The pilot decides about
exceptions and writes down why. Lines are doubled, loose cargo is lashed or brought ashore, and the
crew stays on board.

After a storm, the office checks the depth at each berth before the next ship is let in. Damage to
piers or ships is reported within two hours, with photographs.
`;
