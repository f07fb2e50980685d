/* demo_stories.h - where people of the demonstration met, what they said and promised: tables only.
 * Only demo_day.c includes it. */
#ifndef DEMO_STORIES_H
#define DEMO_STORIES_H

static const char *const demo_where[] = { "school gate", "her kitchen", "church hall", "MumSpace",
	"Espacio Mamá", "the mosque's café", "tenants' hall", "park bench", "library", "bus stop" };

static const char *const demo_stories[] = {
	"Damp in the flat, the landlord laughed. Her sister has the same",
	"Came alone the first time; now she saves a chair for somebody",
	"Tired of being told to wait. Wants to say so to somebody's face",
	"Two jobs, three children, and still she runs the breakfast club",
	"Her mother organised a market back home. She had never told anyone here",
	"The bus was cut; she walks forty minutes to the nursery",
	"Wants her boy to see her speak in front of people",
	"Was asked for nothing in five years. Said yes before I had ended",
	"Angry about the playground gate, locked since spring",
	"Knows everybody on the stairs, thinks that is nothing special",
	"Learned English at Parent University; now helps others fill in forms",
	"Quiet until we spoke of rents, then she did not stop",
};
static const char *const demo_own_words[] = {
	"I want to be asked before, not told after", "My children should stay where their friends are",
	"I was somebody at home", "Nobody should be alone with a newborn", "I can talk to anyone",
	"If the school shuts we have nothing", "I want my mother to be proud",
};
static const char *const demo_hers[] = {
	"Two neighbours to the meeting", "Ask the head about the hall", "Write down her story",
	"Speak to her sister", "Photographs of the damp", "Three names from the choir",
};
static const char *const demo_touches[] = {
	"Said she will come", "Her boy was ill", "Brought a friend", "Asked about the crèche",
	"Wants to know the date", "Helped to tidy up",
};
static const char *const demo_interests[] = { "housing", "family", "school", "work", "faith",
	"belonging,recognition", "justice", "money,time" };
static const char *const demo_steps[] = {
	"Bring the council form", "Visit the parish hall together", "Ring about the assembly",
	"Introduce her to Denise", "Send the course dates", "Ask her to welcome at the door",
	"Go with her to the housing office", "Find somebody for the crèche", "Say thank you",
	"Ask her to bring two neighbours", "Borrow chairs for Saturday", "Practise her three minutes",
};
#endif
