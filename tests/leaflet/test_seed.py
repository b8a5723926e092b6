"""Every fact of the page that the project grew from stands in the leaflet, in our own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaflets.leaflet.plain import plain
from leaflets.leaflet.walk import walk

from .facts import acetylcysteine, leaflet

SEED = Path(__file__).parents[3] / "shared/samples/seed/acetylcysteine.md"
# what the page says → what our leaflet must say
FACTS = {
    "Acetylcysteine 400mg": "Acetylcysteine 400 mg",
    "**Generic Name:** Acetylcysteine": "Generic name: acetylcysteine",
    "overdose:** This is its most crucial use": "overdose.{0,9} This is its most important use",
    "acetaminophen (paracetamol)": r"paracetamol \(acetaminophen\)",
    "replenishing glutathione, a liver antioxidant": "Glutathione protects your liver.*antioxidant",
    "depleted by acetaminophen": "paracetamol uses it up",
    "Early administration is critical": "must start early",
    "loosen and thin mucus in the lungs": "lungs: It thins and loosens mucus",
    "easier to cough up": "cough it up",
    "chronic obstructive pulmonary disease (COPD)": "COPD .chronic obstructive pulmonary disease",
    "cystic fibrosis, and bronchitis": "cystic fibrosis and bronchitis",
    "by inhalation or intravenously": "breathe it in or get .{0,14}drip",
    "depending on the condition and severity": "[Yy]our illness,? and how bad it is",
    "contrast-induced nephropathy (CIN)": "contrast-induced nephropathy, CIN",
    "medical imaging procedures": "scan dye",
    "protect the kidneys from damage": "Kidney harm",
    "Some studies suggest it may protect": "Kidney harm.*Some studies s.*may help",
    "ongoing research and not universally accepted": "Research goes on.*[Nn]ot all experts agree",
    "(oral, intravenous, inhalation)": "by mouth, through a drip or breathed in",
    "Nausea, vomiting": r"\(nausea\).*\(vomiting\)",
    "diarrhea, stomatitis (mouth sores)": r"\(diarrhea\).*mouth sores \(stomatitis\)",
    "stomach upset": "upset stomach",
    "A rare but serious side effect is bronchospasm": r"Warning.*\(bronchospasm\).*“rare”",
    "asthma or a history of respiratory problems": "asthma or have had breathing problems",
    "**Intravenous:** similar to oral": r"By mouth or through a drip Our source.*\(nausea\)",
    "flushing, hypotension (low blood pressure)": r"a drip .{0,3}[Ww]arm, red skin \(flushing\)",
    "hypotension": r"emergency help now.*[Ll]ow blood pressure \(hypotension\).{0,3}through a",
    "anaphylaxis (severe allergic reaction)": r"Warning.*reaction \(anaphylaxis\).{0,3}through a",
    "**Inhalation:** Bronchospasm": r"Warning.*\(bronchospasm\).*Breathed in.*Warning",
    "cough, and throat irritation are possible": r"Breathed in.*cough.*\(throat irritation\)",
    "Common side effects include": "“common”",
    "precursor to glutathione": "turns this medicine into.{0,5}glutathione",
    "N-acetyl-p-benzoquinone imine, NAPQI": r"poison.*NAPQI \(N-acetyl-p-benzoquinone imine\)",
    "neutralize the toxic metabolite": "make.*harmless",
    "preventing liver damage": "harm your liver",
    "disulfide bonds in mucus glycoproteins": r"disulfide bonds.*mucus.*glycoproteins",
    "Is Acetylcysteine addictive?": "Is acetylcysteine addictive. No",
    "with other medications?": "with other medicines",
    "over-the-counter drugs and supplements": "buy yourself.*supplements",
    "Interactions can occur": "affect each other",
    "if I miss a dose?": "What if I forget a dose",
    "as soon as you remember unless it's almost time": "soon as you remember.*dose is almost",
    "Don't take a double dose": "Do not take a double dose",
    "during pregnancy or breastfeeding?": "while I am pregnant or breast-feeding",
    "Consult your doctor before taking": "Pregnancy and breast-feeding Ask your doctor first",
    "not fully established": "not fully known",
    "signs of an allergic reaction?": "How do I notice an allergic reaction",
    "hives, swelling of the face, lips, tongue, or throat": "hives.*face, lips, tongue or throat",
    "difficulty breathing, and dizziness": "trouble breathing.*dizzy",
    "Seek immediate medical attention": "Warning: get emergency help now",
    "educational purposes only": "for learning",
    "not be considered medical advice": "It is not medical advice",
    "before starting or stopping any medication": "before you start, change or stop a medicine",
    "assess your specific needs": "doctor or pharmacist.*you need",
    "appropriate dosage and administration method": "how much.*how",
    "AI-generated or crowd-sourced": "A computer or.*public wrote these facts",
    "may not be accurate": "They may be wrong",
    "consult a medical professional for verified advice": "Ask a doctor or pharmacist to check",
}


@pytest.fixture(scope="module")
def seed() -> str:
    if not SEED.exists():
        pytest.skip("the page that the project grew from is not here")
    return " ".join(SEED.read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def said() -> str:
    return " ".join(plain(leaflet(acetylcysteine())).split())


@pytest.mark.parametrize("fact", FACTS)
def test_fact(fact: str, said: str) -> None:
    assert re.search(FACTS[fact], said)


def test_the_page_says_these_facts(seed: str) -> None:
    assert not [fact for fact in FACTS if fact not in seed]


def test_the_words_are_our_own(seed: str) -> None:
    def runs(text: str) -> set[str]:
        every = re.findall(r"[\w-]+", text.lower())
        return {" ".join(every[at : at + 8]) for at in range(len(every) - 7)}

    ours = [str(getattr(block, "words", "")) for block in walk(leaflet(acetylcysteine()).blocks)]
    assert runs(seed) & set().union(*map(runs, ours)) == set()
