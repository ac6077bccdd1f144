"""Whether a question tells of a child in danger: abuse, bullying, self-harm, neglect, somebody who follows.

    suspects(text)   cheap: whether a word of harm, fear, injury or despair stands in it (corpus/distress_words.tsv)
    tells(text)      logistic regression over what is told (without the parts that ask of the plan) and over the whole:
                     the embeddings of both, the kinds of words in both, and the characters, pairs of characters and
                     English words of the whole; of a long one then each part in the place of what is told, as most
                     of it may be about something else

A missed child is worse than a help line that nobody needed; a question about policy on the same matters must pass.
The weights are data (corpus/distress.toml, distress_pieces.tsv); ``make fit`` writes them from
eval/training/distress.jsonl.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embedding import Embedder, embed_queries, embed_query
from assistant.errors import CorpusError, LexiconError
from assistant.files import read_toml
from assistant.lexicon import fold, read_table
from assistant.patterns import lazy
from assistant.records import HelpLine
from assistant.searched import matter, without_frame

KINDS = ("harm", "self", "weary", "fear", "body", "own", "now", "policy", "claim")
ALARMING = ("harm", "self", "weary", "fear", "body")  # words that make a question worth a look
LEAST = 0.4  # of the fitted probability of a whole question: from here on help lines come first
LEAST_PART = 0.9  # of one of its parts, which says less
LEAST_QUIET = 0.6  # of a question without any word of harm
SHORTEST = 5  # characters of a part
LONGEST = 100  # characters of a text that one vector stands for well
MOST_PARTS = 8  # parts that are looked at, those with the most words of harm first
MOST_COUNTED = 3  # words of a kind; more of them tell no more
# What plans for children call the matters; their clauses are those that may stand below the help lines.
MATTERS = (
    "对儿童的家庭暴力、虐待，强制报告，受理、调查、立案",
    "预防和惩处性侵害儿童，保护受害儿童",
    "学生欺凌的预防和处置",
    "儿童心理危机干预，预防自杀自伤",
    "拐卖、遗弃、失踪儿童的救助",
    "儿童保护机制，监测、强制报告、应急处置、评估帮扶",
)
OF_EACH = 2  # clauses of each matter
PIECE = 10.0  # what all pieces of a text weigh together, beside the numbers of its embedding
_END = lazy(r"[。！？!?；;\n，,、：:…]+|(?<=[a-z])\.(?=\s|$)")


# A call for help that tells nothing else.
_CALL = lazy(
    r"\W*(?:(?:快|谁)?来?(?:救命|救救?(?:我|我们|孩子|命))[啊呀吧!！ ]*|(?:please )?(?:help me|save me|sos)(?: please)?)+\W*"
)

_RUN = lazy(r"[a-z]+|[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A character, a pair of characters or English words, or an English word that training questions hold.

    ``rarity`` is the logarithm of how many of them there are for each that holds it; ``weight`` is above 0 where it
    speaks for danger.
    """

    rarity: float
    weight: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of a logistic regression.

    ``told`` and ``whole`` have one for each number of an embedding, ``kinds`` one for each kind of words in what is
    told, then one for each in the whole.
    """

    told: NDArray[np.float64]
    whole: NDArray[np.float64]
    kinds: NDArray[np.float64]
    pieces: Mapping[str, Piece]
    bias: float

    def chance(self, read: Reading) -> float:
        """The probability that a text tells of a child in danger."""
        total = float(read.told @ self.told + read.whole @ self.whole + read.kinds @ self.kinds)
        return logistic(total + self._of_pieces(read.pieces) + self.bias)

    def _of_pieces(self, pieces: frozenset[str]) -> float:
        known = [self.pieces[piece] for piece in sorted(pieces & self.pieces.keys())]
        length = math.sqrt(sum(piece.rarity**2 for piece in known)) or 1.0
        return PIECE / length * sum(piece.rarity * piece.weight for piece in known)


@dataclass(frozen=True, slots=True)
class Words:
    """Words by their kind, as one pattern each over folded text."""

    patterns: Mapping[str, re.Pattern[str]]

    def counts(self, text: str) -> tuple[float, ...]:
        """How many different words of each kind stand in a folded text, up to MOST_COUNTED, as shares of it."""
        text = self.patterns["other"].sub(" ", text)
        found = [len(set(self.patterns[kind].findall(text))) for kind in KINDS]
        return tuple(min(count, MOST_COUNTED) / MOST_COUNTED for count in found)

    def suspects(self, text: str) -> bool:
        """Whether a word of harm, despair, fear or injury stands in a folded text."""
        text = self.patterns["other"].sub(" ", text)
        return any(self.patterns[kind].search(text) for kind in ALARMING)

    def is_plain(self, text: str) -> bool:
        """Whether a folded text speaks of wishing to be dead, and of no policy."""
        return bool(self.patterns["self"].search(text)) and not self.patterns["policy"].search(text)


def load_words(path: Path) -> Words:
    """Read ``distress_words.tsv``: Chinese words are found anywhere, English ones as whole words."""
    found: dict[str, list[str]] = {kind: [] for kind in (*KINDS, "other")}
    for row in read_table(path, ("word", "kind", "lang")):
        if row["kind"] not in found:
            raise LexiconError(f"there is no kind {row['kind']!r}", file=path, line=int(row["line"]))
        word = re.escape(fold(row["word"]))
        found[row["kind"]].append(rf"(?<![a-z]){word}(?![a-z])" if row["lang"] == "en" else word)
    return Words({k: re.compile("|".join(sorted(ws, key=len, reverse=True))) for k, ws in found.items()})


def story_of(text: str, words: Words) -> str:
    """What a folded text tells, without the parts that ask of policy (…，规划里有没有管的); all of it where nothing is left."""
    pieces = [piece.strip() for piece in _END.split(text) if piece.strip()]
    told = [piece for piece in pieces if not words.patterns["policy"].search(piece)]
    story = ",".join(told)
    return story if len(story) >= SHORTEST and len(told) < len(pieces) else text


def parts_of(text: str, words: Words) -> tuple[str, ...]:
    """What the folded text tells, and the parts of a long one that have the most words of harm."""
    pieces = [piece.strip() for piece in _END.split(text)] if len(text) > LONGEST else []
    pieces = [piece for piece in pieces if len(piece) >= SHORTEST and words.suspects(piece)]
    text = story_of(text, words)
    alarming = [KINDS.index(kind) for kind in ALARMING]
    pieces.sort(key=lambda piece: -sum(words.counts(piece)[at] for at in alarming))
    return tuple(dict.fromkeys((clipped(text), *(piece[:LONGEST] for piece in pieces[:MOST_PARTS]))))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the regression weighs of one text: embeddings (d,), counts of the kinds in both, pieces of the whole."""

    told: NDArray[np.float64]
    whole: NDArray[np.float64]
    kinds: NDArray[np.float64]
    pieces: frozenset[str]


def readings(
    whole: str, words: Words, embedder: Embedder, about: str = "", *, alarming: bool
) -> Iterator[Reading]:
    """What is told in a folded text, then each of its parts, as one is asked for.

    Where no word of harm stands in it, it is read by what it is about alone: most such questions ask of policy, and
    what is searched for need not be embedded in two forms.

    Args:
        whole: the question.
        words: words by their kind.
        embedder: the one that the weights were fitted with.
        about: what of the question is searched for next, without the words that only speak of the plan; where it is not
            given, they are left out here.
        alarming: whether a word of harm stands in it.
    """
    counted, pieces = words.counts(whole), pieces_of(whole)
    bare = clipped(about or matter(without_frame(whole), bool))
    parts = parts_of(whole, words) if alarming else (bare,)
    context = clipped(whole) if alarming else bare
    texts = tuple(dict.fromkeys((context, parts[0], about or context)))
    vectors = dict(zip(texts, embed_queries(embedder, texts), strict=True))  # quicker than one by one
    around = np.asarray(vectors[context], dtype=np.float64)
    for at, text in enumerate(parts):
        told = np.asarray(embed_query(embedder, text) if at else vectors[text], dtype=np.float64)
        own = counted if text == whole else words.counts(text)
        yield Reading(told, around, np.array((*own, *counted)), pieces)


def pieces_of(text: str) -> frozenset[str]:
    """The characters and English words of a folded text, and the pairs of those that stand side by side."""
    found: set[str] = set()
    before = ""
    for match in _RUN.finditer(text):
        run = match[0]
        if not run.isascii():
            found.update(run, (run[at : at + 2] for at in range(len(run) - 1)))
            before = ""
            continue
        found.update((run, f"{before} {run}") if before else (run,))
        before = run
    return frozenset(found)


def clipped(text: str) -> str:
    """A text, or both ends of one that is too long for a vector."""
    return text if len(text) <= 2 * LONGEST else f"{text[:LONGEST]} {text[-LONGEST:]}"


# An accident or a crime that goes on as it is told, which no question of policy is: what was swallowed, a fire with
# somebody in it, a fit, drugs handed to children. Words that teach or ask how to prevent it stand in none of them.
_POISON = r"(?:农药|老鼠药|耗子药|百草枯|敌敌畏|除草剂|洁厕[灵液]|漂白[水粉]|消毒[水液]|药片|安眠药|降压药|电池|磁铁|磁力?珠|酒精|汽油)"
_DRUG = r"(?:白粉|毒品|冰毒|大麻|摇头丸|k粉|上头电子烟)"
# Who is about to end their life, and a child that is gone.
_WISHES = r"(?:想要?|要|准备|打算|非要?|闹着要?|扬言要?|吵着要?|老想|总想)(?:去|着)?"
_ENDS_LIFE = r"(?:跳楼|跳河|跳江|跳桥|割腕|割手腕|上吊|自杀|寻死|轻生|自残|自尽)"
_CHILD = r"(?:孩子|娃儿?|小孩儿?|儿子|女儿|闺女|孙子|孙女|外孙|丫头)"
_HAPPENING = lazy(
    rf"(?:喝|吃|吞|误服|误食|误喝|咽)(?:了|下去?|进去?|掉)+[^，,。；;？?怎咋]{{0,6}}{_POISON}|(?:喝|吃|吞|咽)(?:半瓶|一口)?{_POISON}(?:了|啦)|(?:把|将)[^，,。；;？?]{{0,8}}{_POISON}[^，,。；;？?]{{0,4}}(?:喝|吃|吞|咽)了"
    r"|(?:着火|起火|失火|着了火)(?:了|啦)?[^。；;？?]{0,12}(?:里头|里边|里面|屋里|出不来|没出来|困)"
    r"|(?:发烧|高烧|高热|烧得)[^。；;？?]{0,6}(?:抽了|抽抽|抽起来|抽过去|抽搐)|口吐白沫|翻白眼|叫不醒|不喘气|没(?:了)?呼吸了?|没气儿?了"
    rf"|(?:给|往|向|跟|塞|卖|发|递)[^。；;？?]{{0,6}}(?:孩子|娃|学生|小孩|同学)[^，,。；;？?]{{0,4}}{_DRUG}"
    rf"|{_WISHES}{_ENDS_LIFE}(?!的|倾向|念头|意念|干预|预防)|{_CHILD}(?:突然|忽然|又|昨晚?|今天)?(?:不见了|走丢了|丢了(?=$|[，,。；;？?！!咋怎找谁报去快急啊呀能可要该])|失踪了|(?:找不[着到]|让人(?:带|抱|拐)走|被人?(?:带|抱|拐)走)了)"
    r"|\b(?:house|home|flat|apartment|room|building|school)\b[^.?!]{0,20}\bon fire\b|\b(?:swallowed|drank|ate|eaten) [^.?!]{0,16}(?:bleach|poison|pills|pesticide|battery|magnets?|medicine)\b"
    r"|\b(?:not|n't|stopped) breathing\b|\bunconscious\b|\bhaving a (?:seizure|fit)\b"
)


# Who sees to it, or what is paid for it, is asked once it is over.
_OF_OFFICES = lazy(r"归谁|谁负责|谁管|哪个?(?:部门|单位)|补偿|赔偿|报销|预防|防止|演练|\bprevent")


@dataclass(frozen=True, slots=True)
class Listener:
    """What hears whether a question tells of a child in danger."""

    words: Words
    fitted: Fitted

    def suspects(self, question: str) -> bool:
        """Whether a question is worth a look although the table answers it."""
        return self.words.suspects(fold(question))

    def is_happening(self, text: str) -> bool:
        """Whether a folded text tells of an accident or a crime that goes on."""
        asks = self.words.patterns["policy"].search(text) or _OF_OFFICES.search(text)
        return bool(_HAPPENING.search(text)) and not asks

    def heard(self, question: str, embedder: Embedder, about: str = "") -> float:
        """How probable it is that a child is in danger, where help lines come first; else 0.

        Args:
            question: as it was asked.
            embedder: the bundled one, which the weights were fitted with.
            about: what of it is searched for, if that is known.
        """
        whole = fold(question)
        if _CALL.fullmatch(whole) or self.is_happening(whole):
            return 1.0
        alarming = self.words.suspects(whole)
        if not alarming and len(whole) < SHORTEST:
            return 0.0  # 男的呢: too short to tell of anything
        if alarming and self.words.is_plain(whole):
            return 1.0
        chances: list[float] = []
        for read in readings(
            whole, self.words, embedder, about, alarming=alarming
        ):  # one that is enough is not taken back by the next
            chances.append(self.fitted.chance(read))
            if decides(chances, alarming=alarming):
                return max(chances)
        return 0.0


def logistic(total: float) -> float:
    """The logistic function, safe for large numbers."""
    return 1 / (1 + math.exp(-max(min(total, 500.0), -500.0)))


def decides(chances: list[float], *, alarming: bool) -> bool:
    """Whether the probabilities of a whole question (the first) and of its parts are enough."""
    least = LEAST if alarming else LEAST_QUIET
    return chances[0] >= least or any(part >= LEAST_PART for part in chances[1:])


def load_listener(words: Path, weights: Path, pieces: Path) -> Listener:
    """Read the words and the fitted weights.

    Raises:
        CorpusError: a file is missing or cannot be used; names it.
    """
    read = read_toml(weights)
    try:
        told, whole, kinds = (np.array(read[name], dtype=np.float64) for name in ("told", "whole", "kinds"))
        fitted = Fitted(told, whole, kinds, load_pieces(pieces), float(read["bias"]))
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(
            f"needs told, whole, kinds and bias ({error}); `make fit` writes it", file=weights
        ) from error
    if kinds.shape != (2 * len(KINDS),):
        raise CorpusError(f"needs {2 * len(KINDS)} numbers in kinds; `make fit` writes it", file=weights)
    return Listener(load_words(words), fitted)


def load_pieces(path: Path) -> Mapping[str, Piece]:
    """Read ``distress_pieces.tsv``."""
    rows = read_table(path, ("piece", "rarity", "weight"))
    return {row["piece"]: Piece(float(row["rarity"]), float(row["weight"])) for row in rows}


def load_help_lines(path: Path) -> tuple[HelpLine, ...]:
    """Read ``help_lines.tsv``."""
    columns = ("number", "name", "name_en", "for", "for_en", "hours", "source")
    return tuple(HelpLine(*(row[column] for column in columns)) for row in read_table(path, columns))
