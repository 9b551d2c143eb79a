"""Texts on which an exported model is compared with its original: short, long, odd."""

_SENTENCES = (
    "How many weeks of parental leave do employees have?",
    "Every employee may take sixteen weeks of paid leave after the birth of a child.",
    "The invoice is due thirty days after delivery; late payment costs 1.5 % a month.",
    "refund policy",
    "Passengers must keep the stairways and the doors to the car deck free at all times.",
    "SELECT name, total FROM orders WHERE total > 100 ORDER BY total DESC;",
    "Die Fähre legt um 7:45 Uhr ab und erreicht die Insel gegen halb neun.",
    "La garantía cubre las piezas y la mano de obra durante veinticuatro meses.",
    "Route: North Line; Vessel: Aurora; Adult single: 8.40; Child single: 4.20; Bicycle: 2.00",
    "What should the crew do when the fire alarm sounds while the ship is in port?",
    "The quarterly report shows that revenue grew by 12 percent while costs stayed flat.",
    "1. Switch off the pump. 2. Close both valves. 3. Wait until the gauge reads zero.",
    "Contact: service@example.org, +44 20 7946 0958, Monday to Friday 9 a.m. to 5 p.m.",
    "| Item | Limit |\n| --- | --- |\n| Hotel | 140 a night |\n| Meals | 45 a day |",
    "parking",
    "Patients with a known allergy to penicillin receive a different antibiotic.",
    "Backups are written every night, kept for thirty-five days and restored once a quarter.",
    "def area(radius: float) -> float:\n    return math.pi * radius**2",
    "The tenant returns the keys on the last day, and the deposit follows within four weeks.",
    "Who is responsible for the safety briefing of new staff?",
)

SAMPLES: tuple[str, ...] = (
    *_SENTENCES,
    " ".join(_SENTENCES[:5]),
    " ".join(_SENTENCES[5:12]),
    " ".join(_SENTENCES),
)
