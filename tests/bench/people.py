#!/usr/bin/python3
"""people.py N [csv|lines|abook] - N invented people, the same ones every time.

Person i depends on i alone, so that the first thousand of a longer file are those of a shorter
one. One name occurs once, seven tenths down: what a search looks for. Nobody here exists: phone
numbers are those set aside for plays and films, postcodes are of no town.
"""
import sys

GIVEN = """Amina Fatuma Yusuf Ibrahim Halima Khadija Mohammed Aisha Zahra Omar Łukasz Agnieszka
Małgorzata Paweł Zofia Đức Nguyệt Linh Thảo Minh José María Íñigo Begoña Óscar Lucía Andrés
Grace Blessing Emeka Chidi Ngozi Oluwaseun Ayọ Kwame Abena Priya Arjun Nasreen Rukhsana Shahid
Seán Siobhán Niamh Aoife Patrick Jean Margaret Denise Winston Marcia Delroy Søren Åsa Zoë Chloë
Thomas Peter Ruth Naomi""".split()
FAMILY = """Abdi Warsame Hussein Farah Hassan Kowalski Wiśniewska Zieliński Nguyễn Trần Phạm
Núñez Ibáñez García Muñoz Peña Gutiérrez Ordóñez Okafor Adeyemi Eze Mensah Boateng Owusu Patel
Begum Chowdhury Rahman Khan Ahmed O'Connor O'Brien Murphy Kelly Campbell Brown Williams Clarke
Morgan Grant Bailey Sørensen Åkesson Müller Bianchi Silva Gonçalves Conceição Smith Jones Taylor
Davies Evans Wilson Roberts Wright Walker Hall Green Baker""".split()
LANGUAGES = ["English", "Somali", "Spanish", "Polish", "Vietnamese", "Bengali", "Yoruba", "", ""]
NOTES = ["", "", "Met at the school gate", "Worried about damp on the third floor",
         "Speaks for the tenants", "Would come in the evening", "Asked about the bus"]
STREETS = ["Acacia Road", "Station Parade", "St Giles Way", "Harbour Street", "Mill Lane"]
NEEDLE = ("Quetzalli", "Nandúxochitl")


def draw(i, what, among):
    """A choice that depends on the person and on what is chosen: the last steps of splitmix64."""
    x = (i * 0x9E3779B97F4A7C15 + what * 0xD1B54A32D192ED03 + 1) & (2**64 - 1)
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & (2**64 - 1)
    x = (x ^ x >> 27) * 0x94D049BB133111EB & (2**64 - 1)
    return among[(x ^ x >> 31) % len(among)]


def people(n):
    for i in range(n):
        given, family = draw(i, 1, GIVEN), draw(i, 2, FAMILY)
        if draw(i, 3, range(5)) == 0:
            family += "-" + draw(i, 4, FAMILY)
        if i == 7 * n // 10:
            given, family = NEEDLE
        phone = "07700 900%03d" % draw(i, 5, range(1000))
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        postcode = "ZZ%d %d%s%s" % (draw(i, 6, range(1, 30)), draw(i, 7, range(1, 10)),
                                    draw(i, 8, letters), draw(i, 9, letters))
        street = "%d %s" % (draw(i, 12, range(1, 200)), draw(i, 13, STREETS))
        email = "person%d@example.org" % i
        yield (given, family, phone, email, draw(i, 10, LANGUAGES), street, postcode,
               draw(i, 11, NOTES))


def write(n, form, to):
    if form == "csv":
        to.write("given,family,phone,email,preferred_language,address_line,postcode,"
                 "notes_short\n")
    for i, person in enumerate(people(n)):
        if form == "csv":
            to.write(",".join(person) + "\n")
        elif form == "lines":
            to.write("%s %s  %s  %s  %s  %s  %s  %s\n" % person)
        else:
            to.write("[%d]\nname=%s %s\nmobile=%s\nemail=%s\nnick=%s\naddress=%s\nzip=%s\n"
                     "notes=%s\n\n" % ((i,) + person))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    write(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "csv", sys.stdout)
