"""Forms of Spanish verbs in the third person and the first plural, and plurals of nouns: what the press prints."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


class _Odd(NamedTuple):
    """What no rule makes of a verb: its third persons, participle, gerund, and the stem of its future."""

    present: str
    past: str
    subjunctive: str
    participle: str
    gerund: str
    future: str
    imperfect: str = ""


_ODD: Final = {
    "decir": _Odd("dice dicen", "dijo dijeron", "diga digan", "dicho", "diciendo", "dir"),
    "hacer": _Odd("hace hacen", "hizo hicieron", "haga hagan", "hecho", "haciendo", "har"),
    "poner": _Odd("pone ponen", "puso pusieron", "ponga pongan", "puesto", "poniendo", "pondr"),
    "tener": _Odd("tiene tienen", "tuvo tuvieron", "tenga tengan", "tenido", "teniendo", "tendr"),
    "venir": _Odd("viene vienen", "vino vinieron", "venga vengan", "venido", "viniendo", "vendr"),
    "dar": _Odd("da dan", "dio dieron", "dé den", "dado", "dando", "dar"),
    "ir": _Odd("va van", "fue fueron", "vaya vayan", "ido", "yendo", "ir", "iba iban"),
    "ser": _Odd("es son", "fue fueron", "sea sean", "sido", "siendo", "ser", "era eran"),
    "estar": _Odd("está están", "estuvo estuvieron", "esté estén", "estado", "estando", "estar"),
    "haber": _Odd("ha han hay", "hubo hubieron", "haya hayan", "habido", "habiendo", "habr"),
    "poder": _Odd("puede pueden", "pudo pudieron", "pueda puedan", "podido", "pudiendo", "podr"),
    "querer": _Odd("quiere quieren", "quiso quisieron", "quiera quieran", "querido", "queriendo", "querr"),
    "saber": _Odd("sabe saben", "supo supieron", "sepa sepan", "sabido", "sabiendo", "sabr"),
    "traer": _Odd("trae traen", "trajo trajeron", "traiga traigan", "traído", "trayendo", "traer"),
    "caer": _Odd("cae caen", "cayó cayeron", "caiga caigan", "caído", "cayendo", "caer"),
    "leer": _Odd("lee leen", "leyó leyeron", "lea lean", "leído", "leyendo", "leer"),
    "creer": _Odd("cree creen", "creyó creyeron", "crea crean", "creído", "creyendo", "creer"),
    "salir": _Odd("sale salen", "salió salieron", "salga salgan", "salido", "saliendo", "saldr"),
    "prever": _Odd("prevé prevén", "previó previeron", "prevea prevean", "previsto", "previendo", "prever"),
    "ver": _Odd("ve ven", "vio vieron", "vea vean", "visto", "viendo", "ver", "veía veían"),
    "ducir": _Odd("duce ducen", "dujo dujeron", "duzca duzcan", "ducido", "duciendo", "ducir"),
    "morir": _Odd("muere mueren", "murió murieron", "muera mueran", "muerto", "muriendo", "morir"),
}
_PARTICIPLES: Final = {
    "romper": "roto",
    "abrir": "abierto",
    "escribir": "escrito",
    "volver": "vuelto",
    "resolver": "resuelto",
    "cubrir": "cubierto",
}
_STEMS: Final = {
    "ie": _listed(
        "comenzar empezar negar cerrar confesar pensar recomendar defender entender perder apretar desplegar replegar "
        "plegar despertar advertir desmentir mentir sentir consentir preferir referir sugerir convertir "
        "sentar acertar"
    ),
    "ue": _listed(
        "mostrar probar aprobar recordar acordar encontrar demostrar renovar volver devolver resolver forzar reforzar "
        "apostar rogar contar mover remover promover conmover dormir concordar"
    ),
    "i": _listed("pedir impedir despedir repetir seguir proseguir perseguir conseguir rendir elegir competir"),
}
"""How the last vowel of the stem changes where it is stressed."""


class Forms(NamedTuple):
    """All forms of one verb, by what they tell."""

    infinitive: tuple[str, ...]
    present: tuple[str, ...]
    past: tuple[str, ...]
    future: tuple[str, ...]
    conditional: tuple[str, ...]
    subjunctive: tuple[str, ...]
    participle: tuple[str, ...]
    gerund: tuple[str, ...]


@lru_cache(maxsize=4096)
def conjugate(verb: str) -> Forms:
    """The forms of an infinitive; pronouns stand apart save behind infinitive and gerund."""
    for tail, odd in _ODD.items():
        if verb == tail or (len(tail) > 3 and verb.endswith(tail)):
            return _odd(verb[: len(verb) - len(tail)], verb, odd)
    stem, kind = verb[:-2], verb[-2:]
    if verb.endswith("uir") and not verb.endswith(("guir", "quir")):
        return _odd(stem, verb, _Odd("ye yen", "yó yeron", "ya yan", "ido", "yendo", "ir"))
    strong, weak = _stressed(verb, stem), stem
    if verb in _STEMS["i"] or (kind == "ir" and verb in _STEMS["ie"]):
        weak = _swap(stem, "e", "i")
    ends = ("a", "an", "amos") if kind == "ar" else ("e", "en", "emos" if kind == "er" else "imos")
    present = (strong + ends[0], strong + ends[1], stem + ends[2])
    if kind == "ar":
        past = (stem + "ó", stem + "aron", stem + "aba", stem + "aban")
        gerund, participle = stem + "ando", stem + "ado"
        pluperfect = stem + "ara"
        wish = _soft(strong)
        subjunctive = (wish + "e", wish + "en")
    else:
        past = (weak + "ió", weak + "ieron", stem + "ía", stem + "ían")
        gerund, participle = weak + "iendo", stem + "ido"
        pluperfect = weak + "iera"
        wish = _hard(weak if verb in _STEMS["i"] else strong)
        subjunctive = (wish + "a", wish + "an")
    for tail, told in _PARTICIPLES.items():
        if verb.endswith(tail):
            participle = verb[: len(verb) - len(tail)] + told
    return _forms(verb, present, past, (*subjunctive, pluperfect, pluperfect + "n"), participle, gerund, verb)


def _odd(prefix: str, verb: str, odd: _Odd) -> Forms:
    def told(words: str) -> tuple[str, ...]:
        return tuple(prefix + word for word in words.split())

    stem = verb[:-2]
    usual = (f"{stem}aba", f"{stem}aban") if verb.endswith("ar") else (f"{stem}ía", f"{stem}ían")
    past = told(odd.past)
    pluperfect = past[1].removesuffix("ron") + "ra"
    return _forms(
        verb,
        told(odd.present),
        (*past, *(told(odd.imperfect) or usual)),
        (*told(odd.subjunctive), pluperfect, pluperfect + "n"),
        prefix + odd.participle,
        prefix + odd.gerund,
        prefix + odd.future,
    )


def _forms(
    verb: str,
    present: tuple[str, ...],
    past: tuple[str, ...],
    subjunctive: tuple[str, ...],
    participle: str,
    gerund: str,
    future: str,
) -> Forms:
    stem = participle[:-1]
    clitic = gerund[:-4] + {"a": "á", "e": "é"}[gerund[-4]]
    return Forms(
        (verb, verb + "se"),
        present,
        past,
        (future + "á", future + "án", future + "emos"),
        (future + "ía", future + "ían"),
        subjunctive,
        (participle, stem + "a", stem + "os", stem + "as"),
        (gerund, clitic + "ndose"),
    )


def _stressed(verb: str, stem: str) -> str:
    if verb in _STEMS["ie"]:
        return _swap(stem, "e", "ie")
    if verb in _STEMS["ue"]:
        return _swap(stem, "o", "ue")
    return _swap(stem, "e", "i") if verb in _STEMS["i"] else stem


def _swap(stem: str, old: str, new: str) -> str:
    at = stem.rfind(old)
    return stem if at < 0 else stem[:at] + new + stem[at + 1 :]


def _soft(stem: str) -> str:
    """As a stem in -ar is spelt before e."""
    if stem.endswith("c"):
        return stem[:-1] + "qu"
    if stem.endswith("z"):
        return stem[:-1] + "c"
    return stem + "u" if stem.endswith("g") else stem


def _hard(stem: str) -> str:
    """As a stem in -er or -ir is spelt before a."""
    if stem.endswith("gu"):
        return stem[:-1]
    if stem.endswith("g"):
        return stem[:-1] + "j"
    if stem.endswith("c"):
        return stem[:-1] + ("zc" if stem[-2:-1] in "aeiou" else "z")
    return stem


_LINKS: Final = frozenset(("de", "del", "al", "a", "el", "la", "los", "las", "en", "por", "con"))
_PLAIN: Final = str.maketrans("áéíóú", "aeiou")


def plurals(noun: str) -> Iterator[str]:
    """A noun or phrase and its plural; in a phrase what stands behind a preposition stays as it is."""
    yield noun
    words = noun.split(" ")
    stop = next((i for i, word in enumerate(words) if word in _LINKS), len(words))
    plural = " ".join((*(_plural(word) for word in words[:stop]), *words[stop:]))
    if plural != noun:
        yield plural


def _plural(word: str) -> str:
    if word[-1] in "aeiouéáó":
        return word + "s"
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith(("ión", "és", "án", "ón", "én")):
        return word[:-2] + word[-2:].translate(_PLAIN) + "es"
    return word if word.endswith("s") or not word[-1].isalpha() else word + "es"
