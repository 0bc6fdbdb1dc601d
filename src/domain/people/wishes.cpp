// What a person asks of the other and of the meetings.
#include <algorithm>

#include "domain/people/several.hpp"
#include "domain/people/words.hpp"

namespace parvis::people {
namespace {

constexpr Word<MeetingForm> meeting_words[] = {
    {"fysiskt", MeetingForm::in_person},
    {"fysisk", MeetingForm::in_person},
    {"fysiska träffar", MeetingForm::in_person},
    {"på plats", MeetingForm::in_person},
    {"personligen", MeetingForm::in_person},
    {"endast fysiskt", MeetingForm::in_person},
    {"endast på plats", MeetingForm::in_person},
    {"in person", MeetingForm::in_person},
    {"in person only", MeetingForm::in_person},
    {"on site", MeetingForm::in_person},
    {"face to face", MeetingForm::in_person},
    {"digitalt", MeetingForm::digital},
    {"digital", MeetingForm::digital},
    {"digitally", MeetingForm::digital},
    {"digitala träffar", MeetingForm::digital},
    {"distans", MeetingForm::digital},
    {"på distans", MeetingForm::digital},
    {"endast digitalt", MeetingForm::digital},
    {"endast på distans", MeetingForm::digital},
    {"online", MeetingForm::digital},
    {"remote", MeetingForm::digital},
    {"remotely", MeetingForm::digital},
    {"video", MeetingForm::digital},
    {"digital only", MeetingForm::digital},
    {"båda", MeetingForm::either},
    {"både och", MeetingForm::either},
    {"bägge", MeetingForm::either},
    {"båda delarna", MeetingForm::either},
    {"hybrid", MeetingForm::either},
    {"spelar ingen roll", MeetingForm::either},
    {"valfritt", MeetingForm::either},
    {"flexibel", MeetingForm::either},
    {"either", MeetingForm::either},
    {"both", MeetingForm::either},
    {"any", MeetingForm::either},
    {"flexible", MeetingForm::either},
    {"no preference", MeetingForm::either},
};

constexpr Word<Wish> wish_words[] = {
    {"kvinna", Wish::woman},
    {"en kvinna", Wish::woman},
    {"kvinnlig", Wish::woman},
    {"kvinnlig mentor", Wish::woman},
    {"en kvinnlig mentor", Wish::woman},
    {"kvinna som mentor", Wish::woman},
    {"vill ha kvinnlig mentor", Wish::woman},
    {"önskar kvinnlig mentor", Wish::woman},
    {"endast kvinna", Wish::woman},
    {"endast kvinnor", Wish::woman},
    {"endast kvinnlig mentor", Wish::woman},
    {"bara kvinna", Wish::woman},
    {"bara kvinnor", Wish::woman},
    {"bara kvinnlig mentor", Wish::woman},
    {"kvinnlig adept", Wish::woman},
    {"kvinnliga adepter", Wish::woman},
    {"endast kvinnlig adept", Wish::woman},
    {"endast kvinnliga adepter", Wish::woman},
    {"bara kvinnliga adepter", Wish::woman},
    {"woman", Wish::woman},
    {"a woman", Wish::woman},
    {"woman mentor", Wish::woman},
    {"a woman mentor", Wish::woman},
    {"female", Wish::woman},
    {"female mentor", Wish::woman},
    {"a female mentor", Wish::woman},
    {"woman only", Wish::woman},
    {"women only", Wish::woman},
    {"female only", Wish::woman},
    {"only woman", Wish::woman},
    {"only women", Wish::woman},
    {"only a woman", Wish::woman},
    {"only female mentor", Wish::woman},
    {"woman adept", Wish::woman},
    {"female adept", Wish::woman},
    {"man", Wish::man},
    {"en man", Wish::man},
    {"manlig", Wish::man},
    {"manlig mentor", Wish::man},
    {"en manlig mentor", Wish::man},
    {"man som mentor", Wish::man},
    {"vill ha manlig mentor", Wish::man},
    {"önskar manlig mentor", Wish::man},
    {"endast man", Wish::man},
    {"endast män", Wish::man},
    {"endast manlig mentor", Wish::man},
    {"bara man", Wish::man},
    {"bara män", Wish::man},
    {"bara manlig mentor", Wish::man},
    {"manlig adept", Wish::man},
    {"manliga adepter", Wish::man},
    {"endast manlig adept", Wish::man},
    {"endast manliga adepter", Wish::man},
    {"bara manliga adepter", Wish::man},
    {"a man", Wish::man},
    {"man mentor", Wish::man},
    {"male", Wish::man},
    {"male mentor", Wish::man},
    {"a male mentor", Wish::man},
    {"man only", Wish::man},
    {"men only", Wish::man},
    {"male only", Wish::man},
    {"only man", Wish::man},
    {"only men", Wish::man},
    {"only a man", Wish::man},
    {"only male mentor", Wish::man},
    {"man adept", Wish::man},
    {"male adept", Wish::man},
    {"digital", Wish::digital_only},
    {"digitalt", Wish::digital_only},
    {"endast digitalt", Wish::digital_only},
    {"bara digitalt", Wish::digital_only},
    {"digitala träffar", Wish::digital_only},
    {"endast digitala träffar", Wish::digital_only},
    {"digitala möten", Wish::digital_only},
    {"endast digitala möten", Wish::digital_only},
    {"distans", Wish::digital_only},
    {"på distans", Wish::digital_only},
    {"endast distans", Wish::digital_only},
    {"endast på distans", Wish::digital_only},
    {"online", Wish::digital_only},
    {"digital only", Wish::digital_only},
    {"only digital", Wish::digital_only},
    {"digital meetings", Wish::digital_only},
    {"digital meetings only", Wish::digital_only},
    {"online only", Wish::digital_only},
    {"only online", Wish::digital_only},
    {"remote", Wish::digital_only},
    {"remote only", Wish::digital_only},
    {"fysiskt", Wish::in_person_only},
    {"endast fysiskt", Wish::in_person_only},
    {"bara fysiskt", Wish::in_person_only},
    {"fysiska träffar", Wish::in_person_only},
    {"endast fysiska träffar", Wish::in_person_only},
    {"fysiska möten", Wish::in_person_only},
    {"endast fysiska möten", Wish::in_person_only},
    {"på plats", Wish::in_person_only},
    {"endast på plats", Wish::in_person_only},
    {"träffas fysiskt", Wish::in_person_only},
    {"inte digitalt", Wish::in_person_only},
    {"ej digitalt", Wish::in_person_only},
    {"in person", Wish::in_person_only},
    {"in person only", Wish::in_person_only},
    {"only in person", Wish::in_person_only},
    {"meetings in person", Wish::in_person_only},
    {"face to face", Wish::in_person_only},
    {"not digital", Wish::in_person_only},
    {"inte min arbetsgivare", Wish::not_my_employer},
    {"ej min arbetsgivare", Wish::not_my_employer},
    {"inte från min arbetsgivare", Wish::not_my_employer},
    {"inte samma arbetsgivare", Wish::not_my_employer},
    {"ej samma arbetsgivare", Wish::not_my_employer},
    {"annan arbetsgivare", Wish::not_my_employer},
    {"inte min arbetsplats", Wish::not_my_employer},
    {"inte samma arbetsplats", Wish::not_my_employer},
    {"inte mitt företag", Wish::not_my_employer},
    {"not my employer", Wish::not_my_employer},
    {"not my own employer", Wish::not_my_employer},
    {"not from my employer", Wish::not_my_employer},
    {"not same employer", Wish::not_my_employer},
    {"not the same employer", Wish::not_my_employer},
    {"other employer", Wish::not_my_employer},
    {"different employer", Wish::not_my_employer},
    {"not my workplace", Wish::not_my_employer},
    {"not my company", Wish::not_my_employer},
};

}  // namespace

Reading<MeetingForm> read_meeting(std::string_view cell) {
  auto forms = list_of(meeting_words, cell, ",;/+&\n");
  // "Inga" is no form of meeting.
  if (!forms || forms->empty())
    return no(say("How they can meet cannot be read. Write in person, digitally or both."));
  return forms->size() == 1 ? forms->front() : MeetingForm::either;
}

Reading<std::vector<Wish>> read_wishes(std::string_view cell) {
  auto wishes = list_of(wish_words, cell, ",;/+&\n");
  if (!wishes)
    return no(say("The wish “{part}” cannot be read, and a wish is never left out. Write woman mentor, man "
                  "mentor, digital only, in person only, not my employer or none.")
                  .with("part", wishes.error()));
  const auto wants = [&](Wish wish) {
    return std::find(wishes->begin(), wishes->end(), wish) != wishes->end();
  };
  if ((wants(Wish::woman) && wants(Wish::man)) || (wants(Wish::digital_only) && wants(Wish::in_person_only)))
    return no(say("These wishes exclude each other. Keep one of them, or write none when both will do."));
  return std::move(*wishes);
}

void collect_wish_words(std::vector<std::string_view>& words) {
  for (const auto& word : meeting_words) words.push_back(word.text);
  for (const auto& word : wish_words) words.push_back(word.text);
}

}  // namespace parvis::people
