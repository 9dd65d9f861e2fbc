"""The attendees of the demo event: about 200 people with names from many countries. Called by `story`.

The same ones each time: who writes about the demo, or tests with it, finds them again.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from netevent.core.credentials import ALPHABET, CODE_LENGTH
from netevent.core.text.comparing import plain

SEED = 20260424

# A language that they read, then first names : last names.
COUNTRIES = """
nl Sanne Daan Lotte Bram Femke Jasper Noor Thijs Maud Ruben Eva Joost: de Vries, van den Berg, Bakker, \
Visser, Smit, Meijer, de Boer, Mulder, Bos, Vos, Peters, Hendriks
nl Fleur Wout Ilse Stijn Roos Pieter Anouk Koen Marit Luuk Hanneke Gijs: Janssens, Maes, Willems, \
Claes, Goossens, Wouters, De Smet, Vermeulen, Aerts, van Dijk, van Leeuwen, Dekker
de Hannah Jonas Lena Felix Greta Maximilian Jule Lukas Annika Moritz Klara Till: Müller, Schröder, Weiß, \
Krüger, Böhm, Vogel, Lehmann, Köhler, Huber, Schäfer, Brandt, Winkler
fr Camille Hugo Chloé Théo Manon Étienne Zoé Baptiste Inès Gaspard Margaux Loïc: Lefèvre, Moreau, Girard, \
Rousseau, Fournier, Mercier, Béranger, Chevalier, Garnier, Noël, Perrin, d'Almeida
es Lucía Álvaro Carmen Íñigo Marta Javier Sofía Andrés Paula Óscar Elena Nicolás: García Márquez, Núñez, \
Fernández, Ibáñez, Ortega, Castaño, Domínguez, Peña, Rey, Soler, Vidal, Zamora
it Giulia Matteo Chiara Lorenzo Alessia Davide Elisa Tommaso Sara Niccolò Marta Pietro: Rossi, Bianchi, \
Esposito, Ricci, D'Angelo, Marino, Greco, Conti, Gallo, Fontana, Serra, Lombardi
pl Agnieszka Łukasz Małgorzata Paweł Zofia Michał Kinga Wojciech Ewa Jędrzej Iga Szymon: Nowak, Wiśniewski, \
Wójcik, Kamiński, Zieliński, Szymański, Woźniak, Dąbrowski, Kozłowska, Mazur, Król, Jabłońska
en Amara Callum Niamh Rhys Eilidh Owen Priya Declan Grace Hamish Imogen Kwame: Okafor, O'Brien, Campbell, \
Evans, Murray, Patel, Fitzgerald, Asante, Hughes, MacLeod, Bennett, Clarke
en Freja Lars Astrid Søren Ingrid Bjørn Maja Emil Sigrid Mikkel Liv Anders: Nielsen, Østergaard, Sørensen, \
Lindström, Åkesson, Håkansson, Bjørnstad, Virtanen, Korhonen, Jónsdóttir, Haugen, Berg
en Ayşe Mehmet Zeynep Emre Elif Burak Defne Kerem Leyla Onur Selin Yusuf: Yılmaz, Kaya, Demir, Şahin, \
Öztürk, Aydın, Çelik, Arslan, Doğan, Güneş, Koç, Polat
en Yuki Haruto Aoi Ren Sakura Kenji: Tanaka, Nakamura, Kobayashi, Watanabe, Itō, Suzuki
en Minh Linh Quang Thảo Anh Phương: Nguyễn, Trần, Phạm, Lê, Hoàng, Đặng
en Wei Jia Hao Ling Jun Xinyi Bo: Chen, Wang, Zhang, Liu, Huang, Zhao, Lin
en Min-jun Seo-yeon Ji-woo Eun-ji: Kim, Park, Choi, Jung
en Fatima Omar Layla Youssef Nadia Karim Salma Tariq Amina Samir Huda Rami: El Amrani, Haddad, Benali, \
Mansour, Khalil, Rahman, Siddiqui, Bouzid, al-Sayed, Nasser, Aziz, Hamdan
en Ananya Arjun Kavya Rohan Diya Vikram Meera Aditya Nisha Sanjay Ishaan Tara: Sharma, Iyer, Reddy, \
Nair, Gupta, Banerjee, Chatterjee, Kulkarni, Menon, Singh, Rao, Desai
en Chidi Wanjiru Thabo Adaeze Kofi Zanele Tendai Nia Sipho Abena Jabari Lindiwe: Mwangi, Nkosi, Eze, \
Mensah, Dlamini, Adeyemi, Kamau, Moyo, Owusu, Ndlovu, Achieng, Diallo
en Beatriz Thiago Larissa João Mateus Inês Rafaela Tomás Camila Gonçalo Valentina Joaquín: Silva, \
Gonçalves, Araújo, Ribeiro, Magalhães, Sepúlveda, Quispe, Simões, Barbosa, Carvalho, Muñoz, Acuña
en Katarina Marek Ivana Tomáš Dragan Zsófia: Petrović, Horváth, Novák, Dvořák, Ilić, Szabó
en Олена Тарас Марія: Шевченко, Коваль, Бондаренко
en Ελένη Γιώργος: Παπαδοπούλου, Νικολάου
"""
# Three people whom only organisation and type tell apart: a desk meets them at every large event.
NAMESAKES = (
    ("Anna", "Nowak", "Northwind Energy"),
    ("Anna", "Nowak", "University of Gdańsk"),
    ("Anna", "Nowak", ""),
)
ORGANISATIONS = (
    "Northwind Energy", "Tulip Health", "Delft Robotics", "Polder Analytics", "City of Utrecht",
    "Atlas Mobility", "Nordlicht Software", "Bruine Bank", "Studio Kompas", "Harbour Logistics", "Lumen & Co",
    "Fjord Design", "University of Gdańsk", "Maas Medical Centre", "Open Kadaster", "Ravel Audio",
    "Cobalt Security", "Kite Foods", "Veldwerk Architects", "Aurora Insurance", "Oost-West Rail",
    "Papier & Pixel", "Sirocco Travel", "Quill Press",
)  # fmt: skip
ROLES = (
    "Software engineer", "Product manager", "Designer", "Head of operations", "Researcher", "Data analyst",
    "Founder", "Policy adviser", "Account manager", "Marketing lead", "Student", "Chief technology officer",
    "Architect", "Editor", "Programme manager", "Community manager",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guest:
    """An attendee of the demo. `state` is "in", "expected", "not_attending" or "unpaid"."""

    first_name: str
    last_name: str
    email: str
    organisation: str
    role: str
    language: str
    type_name: str
    code: str
    state: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class _Name:
    first: str
    last: str
    language: str
    organisation: str | None = None


def invited(arrived: int, absent: int, unpaid: int) -> list[Guest]:
    """All attendees in random order; the last ones do not come or have not paid."""
    chance = random.Random(SEED)
    names = [*_names(chance), *(_Name(first, last, "pl", at) for first, last, at in NAMESAKES)]
    chance.shuffle(names)
    states = ["in"] * arrived + ["expected"] * (len(names) - arrived - absent - unpaid)
    states += ["not_attending"] * absent + ["unpaid"] * unpaid
    return [
        _guest(chance, name, state, number)
        for number, (name, state) in enumerate(zip(names, states, strict=True))
    ]


def _names(chance: random.Random) -> list[_Name]:
    found = []
    for country in COUNTRIES.strip().splitlines():
        firsts, _, lasts = country.partition(":")
        language, *first_names = firsts.split()
        last_names = [last.strip() for last in lasts.split(",")]
        chance.shuffle(first_names)
        chance.shuffle(last_names)
        found += [_Name(*pair, language) for pair in zip(first_names, last_names, strict=True)]
    return found


def _guest(chance: random.Random, name: _Name, state: str, number: int) -> Guest:
    organisation = chance.choice(ORGANISATIONS) if name.organisation is None else name.organisation
    type_name = chance.choices(("General", "Speaker", "VIP"), (80, 9, 11))[0]
    return Guest(
        first_name=name.first,
        last_name=name.last,
        email=_address(name, organisation, number),
        organisation=organisation,
        role=chance.choice(ROLES),
        language=name.language,
        type_name="General" if state == "unpaid" else type_name,
        code="".join(chance.choices(ALPHABET, k=CODE_LENGTH)),
        state=state,
    )


def _address(name: _Name, organisation: str, number: int) -> str:
    """An address in a reserved domain; names that ASCII cannot write get a number."""
    local = re.sub(r"[^a-z]+", ".", plain(name.first, name.last)).strip(".") or f"guest{number}"
    domain = re.sub(r"[^a-z]+", "-", plain(organisation)).strip("-")
    return f"{local}@{domain}.example" if domain else f"{local}@mail.example"
