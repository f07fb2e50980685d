/* zones.h - what domain 7 says of each record type, for the tests of the wall. */
#ifndef ZONES_H
#define ZONES_H
#include <stdio.h>
#include <string.h>

/* The zones of domain 7. A record type that is missing here fails. KEYS: of users, by whom they are. */
enum { OPEN, PERSONAL, RESTRICTED, ADMIN, KEYS, ZONES };
static const char *const zones[] = {
	[OPEN] = " action ask campaign code code_label commitment commitment_check institution"
		" institution_link listening_campaign membership research_question run_item theme"
		" turnout_target ",
	[PERSONAL] = " action_evaluation action_role consent feeling heard_line house_meeting"
		" institution_person ladder_event next_step one_to_one person person_role pledge"
		" power_actor power_assessment power_edge privacy_shown relationship sign_in skill_record"
		" stick_card touch turnout_pledge ",
	[RESTRICTED] = " concern contact_safety ",
	[ADMIN] = " setting user ",
	[KEYS] = " user_key ",
};

/* -1 when it stands nowhere. */
static inline int zone_of(const char *table)
{
	char word[80];
	snprintf(word, sizeof word, " %s ", table);
	for (int i = 0; i < ZONES; i++)
		if (strstr(zones[i], word))
			return i;
	return -1;
}
#endif
