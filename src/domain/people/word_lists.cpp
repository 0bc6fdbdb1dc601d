#include <algorithm>

#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

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

constexpr std::string_view none_words[] = {
    "inga",
    "ingen",
    "inget",
    "nej",
    "inga önskemål",
    "inga särskilda önskemål",
    "none",
    "no",
    "no wishes",
    "nothing",
    "no preference",
    "no preferences",
    "inga krav",
    "inga särskilda",
    "spelar ingen roll",
};

constexpr Word<TargetGroup> target_group_words[] = {
    {"nyanländ", TargetGroup::newly_arrived},
    {"nyanlända", TargetGroup::newly_arrived},
    {"nyanländ invandrare", TargetGroup::newly_arrived},
    {"etablering", TargetGroup::newly_arrived},
    {"etableringsprogrammet", TargetGroup::newly_arrived},
    {"newly arrived", TargetGroup::newly_arrived},
    {"newcomer", TargetGroup::newly_arrived},
    {"new arrival", TargetGroup::newly_arrived},
    {"massflyktsdirektivet", TargetGroup::mass_flight_directive},
    {"massflykt", TargetGroup::mass_flight_directive},
    {"massflyktingdirektivet", TargetGroup::mass_flight_directive},
    {"skydd enligt massflyktsdirektivet", TargetGroup::mass_flight_directive},
    {"tillfälligt skydd", TargetGroup::mass_flight_directive},
    {"mass flight directive", TargetGroup::mass_flight_directive},
    {"temporary protection", TargetGroup::mass_flight_directive},
    {"temporary protection directive", TargetGroup::mass_flight_directive},
    {"uvas", TargetGroup::youth_not_in_work_or_studies},
    {"unga som varken arbetar eller studerar", TargetGroup::youth_not_in_work_or_studies},
    {"ung som varken arbetar eller studerar", TargetGroup::youth_not_in_work_or_studies},
    {"varken arbetar eller studerar", TargetGroup::youth_not_in_work_or_studies},
    {"unga", TargetGroup::youth_not_in_work_or_studies},
    {"neet", TargetGroup::youth_not_in_work_or_studies},
    {"youth", TargetGroup::youth_not_in_work_or_studies},
    {"youth not in work or studies", TargetGroup::youth_not_in_work_or_studies},
    {"youth neither working nor studying", TargetGroup::youth_not_in_work_or_studies},
    {"young neither working nor studying", TargetGroup::youth_not_in_work_or_studies},
    {"kvinna långt från arbetsmarknaden", TargetGroup::woman_weak_position},
    {"kvinnor långt från arbetsmarknaden", TargetGroup::woman_weak_position},
    {"kvinna med svag ställning", TargetGroup::woman_weak_position},
    {"kvinnor med svag ställning", TargetGroup::woman_weak_position},
    {"kvinna med svag ställning på arbetsmarknaden", TargetGroup::woman_weak_position},
    {"utrikes född kvinna långt från arbetsmarknaden", TargetGroup::woman_weak_position},
    {"woman far from the labour market", TargetGroup::woman_weak_position},
    {"woman weak position", TargetGroup::woman_weak_position},
    {"woman with a weak position on the labour market", TargetGroup::woman_weak_position},
    {"föräldraledig", TargetGroup::parental_leave},
    {"föräldralediga", TargetGroup::parental_leave},
    {"föräldraledighet", TargetGroup::parental_leave},
    {"mammaledig", TargetGroup::parental_leave},
    {"pappaledig", TargetGroup::parental_leave},
    {"parental leave", TargetGroup::parental_leave},
    {"on parental leave", TargetGroup::parental_leave},
    {"kort utbildning", TargetGroup::short_education},
    {"kortutbildad", TargetGroup::short_education},
    {"kortutbildade", TargetGroup::short_education},
    {"short education", TargetGroup::short_education},
    {"funktionsnedsättning", TargetGroup::disability},
    {"funktionsnedsatt", TargetGroup::disability},
    {"funktionshinder", TargetGroup::disability},
    {"nedsatt arbetsförmåga", TargetGroup::disability},
    {"disability", TargetGroup::disability},
    {"reduced work capacity", TargetGroup::disability},
    {"långtidsarbetslös", TargetGroup::long_term_unemployed},
    {"långtidsarbetslösa", TargetGroup::long_term_unemployed},
    {"långtidsarbetslöshet", TargetGroup::long_term_unemployed},
    {"long term unemployed", TargetGroup::long_term_unemployed},
    {"long term unemployment", TargetGroup::long_term_unemployed},
    {"55+", TargetGroup::aged_55_or_over},
    {"55 +", TargetGroup::aged_55_or_over},
    {"55 plus", TargetGroup::aged_55_or_over},
    {"över 55", TargetGroup::aged_55_or_over},
    {"äldre än 55", TargetGroup::aged_55_or_over},
    {"55 år och äldre", TargetGroup::aged_55_or_over},
    {"55 år eller äldre", TargetGroup::aged_55_or_over},
    {"55 or over", TargetGroup::aged_55_or_over},
    {"55 or older", TargetGroup::aged_55_or_over},
    {"aged 55 or over", TargetGroup::aged_55_or_over},
    {"saknar gymnasieutbildning", TargetGroup::no_upper_secondary},
    {"saknar gymnasieexamen", TargetGroup::no_upper_secondary},
    {"saknar gymnasium", TargetGroup::no_upper_secondary},
    {"utan gymnasium", TargetGroup::no_upper_secondary},
    {"utan gymnasieutbildning", TargetGroup::no_upper_secondary},
    {"ej gymnasium", TargetGroup::no_upper_secondary},
    {"no upper secondary", TargetGroup::no_upper_secondary},
    {"without upper secondary school", TargetGroup::no_upper_secondary},
    {"no upper secondary school", TargetGroup::no_upper_secondary},
    {"kaa", TargetGroup::municipal_activity_responsibility},
    {"kommunala aktivitetsansvaret", TargetGroup::municipal_activity_responsibility},
    {"det kommunala aktivitetsansvaret", TargetGroup::municipal_activity_responsibility},
    {"kommunalt aktivitetsansvar", TargetGroup::municipal_activity_responsibility},
    {"aktivitetsansvaret", TargetGroup::municipal_activity_responsibility},
    {"municipal activity responsibility", TargetGroup::municipal_activity_responsibility},
    {"annat enligt beslut", TargetGroup::other_by_decision},
    {"annan enligt beslut", TargetGroup::other_by_decision},
    {"enligt beslut", TargetGroup::other_by_decision},
    {"annan målgrupp enligt beslut", TargetGroup::other_by_decision},
    {"other by decision", TargetGroup::other_by_decision},
    {"by decision", TargetGroup::other_by_decision},
};

constexpr Word<Offer> offer_words[] = {
    {"information om yrket", Offer::occupation_information},
    {"yrkesinformation", Offer::occupation_information},
    {"berätta om yrket", Offer::occupation_information},
    {"information", Offer::occupation_information},
    {"information on the occupation", Offer::occupation_information},
    {"information about the occupation", Offer::occupation_information},
    {"occupation information", Offer::occupation_information},
    {"kompetensbedömning", Offer::competence_assessment},
    {"bedömning av kompetens", Offer::competence_assessment},
    {"bedömning", Offer::competence_assessment},
    {"competence assessment", Offer::competence_assessment},
    {"assessment of competence", Offer::competence_assessment},
    {"assessment", Offer::competence_assessment},
    {"kontakter", Offer::contacts},
    {"nätverk", Offer::contacts},
    {"kontakter i branschen", Offer::contacts},
    {"contacts", Offer::contacts},
    {"network", Offer::contacts},
    {"språkträning", Offer::language_practice},
    {"språk", Offer::language_practice},
    {"svenska", Offer::language_practice},
    {"träna svenska", Offer::language_practice},
    {"språkstöd", Offer::language_practice},
    {"language practice", Offer::language_practice},
    {"language", Offer::language_practice},
    {"swedish practice", Offer::language_practice},
    {"intervjuträning", Offer::interview_practice},
    {"intervju", Offer::interview_practice},
    {"träna intervju", Offer::interview_practice},
    {"cv och intervju", Offer::interview_practice},
    {"interview practice", Offer::interview_practice},
    {"interview training", Offer::interview_practice},
    {"interview", Offer::interview_practice},
};

bool is_none_word(std::string_view folded_text) {
  return std::find(std::begin(none_words), std::end(none_words), folded_text) != std::end(none_words);
}

/// Splits each part at " och ", " and ", " samt " as well.
std::vector<std::string> split_at_and(const std::string& folded_part) {
  std::vector<std::string> out;
  std::string current;
  for (const auto& word : parts_of(folded_part, " ")) {
    if (word == "och" || word == "and" || word == "samt") {
      if (!current.empty()) out.push_back(std::move(current));
      current.clear();
      continue;
    }
    if (!current.empty()) current += ' ';
    current += word;
  }
  if (!current.empty()) out.push_back(std::move(current));
  return out;
}

/// A cell with one or several words of a table. What is not understood is handed back as it was written.
template <class T, std::size_t N>
Result<std::vector<T>, std::string> list_of(const Word<T> (&table)[N], std::string_view cell,
                                            std::string_view separators) {
  const auto whole = folded(cell);
  if (const auto one = meaning_of(table, whole)) return std::vector<T>{*one};
  if (is_none_word(whole)) return std::vector<T>{};
  std::vector<T> out;
  for (const auto& part : parts_of(cell, separators)) {
    const auto text = folded(part);
    if (const auto one = meaning_of(table, text)) {
      out.push_back(*one);
      continue;
    }
    const auto pieces = split_at_and(text);
    if (pieces.empty()) return no(part);
    for (const auto& piece : pieces) {
      const auto one = meaning_of(table, piece);
      if (!one) return no(part);
      out.push_back(*one);
    }
  }
  if (out.empty()) return no(std::string(cell));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void sort_each_once(std::vector<std::string>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

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

Reading<std::vector<TargetGroup>> read_target_groups(std::string_view cell) {
  auto groups = list_of(target_group_words, cell, ",;/|\n");
  if (!groups)
    return no(say("The target group “{part}” is not known. Write for example newly arrived; parental leave.")
                  .with("part", groups.error()));
  return std::move(*groups);
}

Reading<std::vector<Offer>> read_offers(std::string_view cell) {
  auto offers = list_of(offer_words, cell, ",;/+&\n");
  if (!offers)
    return no(say("What the mentor offers cannot be read: “{part}”. Write for example contacts; interview "
                  "practice.")
                  .with("part", offers.error()));
  return std::move(*offers);
}

Reading<std::vector<std::string>> read_training(std::string_view cell) {
  const auto whole = folded(cell);
  if (is_none_word(whole)) return std::vector<std::string>{};
  // Yes, no, or the day on which it was done.
  if (const auto done = read_record_check(cell))
    return *done ? std::vector<std::string>{std::string(any_training)} : std::vector<std::string>{};
  std::vector<std::string> trainings;
  for (const auto& part : parts_of(cell, ",;\n"))
    if (auto text = folded(part); !text.empty()) trainings.push_back(std::move(text));
  if (trainings.empty()) return no(say("The training cannot be read. Write its name, or yes or no."));
  sort_each_once(trainings);
  return trainings;
}

std::vector<std::string> read_interests(std::string_view cell) {
  std::vector<std::string> interests;
  if (is_none_word(folded(cell))) return interests;
  for (const auto& part : parts_of(cell, ",;/|&\n"))
    for (auto& piece : split_at_and(folded(part))) interests.push_back(std::move(piece));
  sort_each_once(interests);
  return interests;
}

void collect_list_words(std::vector<std::string_view>& words) {
  const auto collect = [&](const auto& table) {
    for (const auto& word : table) words.push_back(word.text);
  };
  collect(meeting_words);
  collect(wish_words);
  collect(target_group_words);
  collect(offer_words);
  words.insert(words.end(), std::begin(none_words), std::end(none_words));
}

}  // namespace parvis::people
