"""What the heading of a table's column says of it, in the languages that transcripts come in."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from corpora.formats.lines.label_words import words

Kind = Literal["time", "number", "speaker", "name", "role", "text", "beside", "minutes"]
"""What a column holds. `name` and `role`: who speaks, unless another column says it more plainly;
`beside`: codes, notes and whatever else somebody wrote about the words; `minutes`: actions."""

TIME = words(
    "time times timespan timestamp timestamps timecode start begin begins end ends clock minute",
    "minutes zeit zeiten zeitmarke zeitmarken zeitstempel zeitpunkt uhrzeit beginn anfang ende",
    "temps heure horodatage minutage debut fin tiempo hora inicio minuto minutaje amser amserau",
    "cychwyn diwedd czas godzina poczatek koniec tijd tijdstip tijdcode begintijd eindtijd tempo",
    "ora orario minutaggio inizio fine tid tidpunkt tidskod klokkeslett klokkeslaet aika cas",
    "zacatek \u0432\u0440\u0435\u043c\u044f \u6642\u9593 \u65f6\u95f4",
)
NUMBER = words(
    "# no nr num number numbers line lines row turn nummer zeile zeilen zeilennummer absatz lfd",
    "numero num ligne n\u00b0 n\u00ba \u2116 linea fila turno rhif llinell lp wiersz numer regel",
    "riga linje rad rivi radek cislo",
)
SPEAKER = words(
    "speaker speakers who speaking sprecher sprecherin sprechende sprechender sprechperson wer",
    "redner rednerin gesprachspartner gesprachspartnerin locuteur locutrice qui orateur oratrice",
    "intervenant intervenante interlocuteur hablante quien orador oradora siaradwr siaradwyr",
    "siaradwraig pwy mowca mowiacy rozmowca kto spreker wie parlante chi falante quem talare taler",
    "hvem vem puhuja kuka mluvci kdo \u0441\u043f\u0438\u043a\u0435\u0440 \u043a\u0442\u043e",
    "\u8a71\u8005 \u8bf4\u8bdd\u4eba",
)
NAME = words(
    "name names person persons participant participants respondent interviewee interviewer voice",
    "initials party teilnehmer teilnehmerin teilnehmende befragte befragter personne nom",
    "participante personnage persona nombre interlocutor interlocutore enw cyfranogwr rhywun osoba",
    "uczestnik uczestniczka imie persoon deelnemer naam nome pessoa partecipante namn navn",
    "deltager deltaker henkilo nimi jmeno",
)
ROLE = words("role roles rolle rol rola ruolo papel roll rooli function group site id")
TEXT = words(
    "text texts content contents transcript transcription utterance utterances speech dialogue",
    "extract extracts excerpt excerpts quote quotes quotation passage passages response responses",
    "zitat textstelle auszug extrait cita fragmento dyfyniad cytat",
    "dialog words said verbatim statement talk spoken conversation aussage aussagen ausserung",
    "ausserungen inhalt gesprochenes gesagt gesagtes wortlaut transkript transkription redebeitrag",
    "beitrag gesprach texte propos parole paroles discours enonce enonces contenu dit retranscription",
    "texto contenido transcripcion discurso enunciado dicho dijo palabras testun cynnwys geiriau",
    "trawsgrifiad lleferydd ddywedwyd dywedwyd tekst tresc wypowiedz wypowiedzi transkrypcja slowa",
    "powiedziano inhoud uitspraak uitspraken transcriptie gezegd testo contenuto trascrizione",
    "discorso detto fala conteudo transcricao palavras yttrande udsagn utsagn ytring replik innehall",
    "puhe teksti litterointi obsah vypoved prepis \u0442\u0435\u043a\u0441\u0442",
    "\u0440\u0435\u0447\u044c \u5185\u5bb9 \u5185\u5bb9 \u767a\u8a71",
)
BESIDE = words(
    "code codes coding coded theme themes subtheme subthemes tag tags category categories node nodes",
    "memo memos note notes comment comments remark remarks annotation annotations observation",
    "observations analysis keyword keywords reflection reflections translation interpretation",
    "kode kodes codierung kodierung kategorie kategorien thema themen notiz notizen anmerkung",
    "anmerkungen bemerkung bemerkungen kommentar kommentare ubersetzung schlagworte codage",
    "categorie remarque remarques commentaire commentaires traduction codigo codigos codificacion",
    "tema temas categoria nota notas comentario comentarios observaciones traduccion cod codau",
    "themau nodyn nodiadau sylw sylwadau cyfieithiad kod kody kodowanie temat tematy kategoria",
    "notatka notatki uwaga uwagi komentarz komentarze tlumaczenie opmerking opmerkingen notitie",
    "notities vertaling codice codici commento commenti osservazioni traduzione traducao anteckning",
    "anteckningar noter bemaerkninger koder merknader oversettelse muistiinpanot koodi koodit",
    "poznamka poznamky confidence emotion tone gesture gestures",
)
MINUTES = words(
    "agenda item items action actions owner owners decision decisions due deadline status",
    "responsible outcome outcomes resolution resolved discussion lead tagesordnungspunkt top",
    "beschluss massnahme verantwortlich frist zustandig responsable echeance acuerdo plazo eitem",
    "gweithred gweithredu decyzja odpowiedzialny termin actie actiepunt besluit azione scadenza",
    "question questions answer answers frage fragen antwort antworten definition definitions",
)
ORDER: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("beside", BESIDE), ("minutes", MINUTES), ("time", TIME), ("text", TEXT),
    ("speaker", SPEAKER), ("name", NAME), ("role", ROLE), ("number", NUMBER),
)  # fmt: skip
MOST_WORDS = 6
ASIDE = re.compile(r"[(\[][^()\[\]]{0,40}[)\]]")


@lru_cache(1_024)
def kind_of_heading(heading: str) -> Kind | None:
    """What a column with this heading holds, or None where its words say nothing of that."""
    terms = _terms(heading)
    if not terms or len(terms) > MOST_WORDS:
        return None
    if terms[0] in SPEAKER and not BESIDE.intersection(terms):
        return "speaker"  # "Who said it" asks for somebody
    if len(terms) > 1 and terms[0] in NUMBER and terms[-1] in TEXT:
        return "text"
    return next(
        (kind for kind, terms_of_kind in ORDER if not terms_of_kind.isdisjoint(terms)), None
    )


def _terms(heading: str) -> list[str]:
    """The words of a heading without accents, case and what stands in brackets."""
    plain = unicodedata.normalize("NFKD", ASIDE.sub(" ", heading).strip() or heading).casefold()
    plain = plain.replace("\u0142", "l").replace("\u00f8", "o").replace("\u00e6", "ae")
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return re.findall(r"#|n[\u00b0\u00ba]|\u2116|\w+", letters)
