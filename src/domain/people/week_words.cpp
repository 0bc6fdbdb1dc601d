#include "domain/people/week_words.hpp"

#include "domain/people/words.hpp"

namespace parvis::people {
namespace {

constexpr Phrase day(unsigned number) {
  return {Phrase::days, 1u << number, 0, 0};
}
constexpr Phrase some_days(unsigned mask) {
  return {Phrase::days, mask, 0, 0};
}
constexpr Phrase hours(int from, int to) {
  return {Phrase::times, 0, from * 2, to * 2};
}

constexpr Word<Phrase> phrases[] = {
    {"måndag", day(0)},
    {"mån", day(0)},
    {"må", day(0)},
    {"monday", day(0)},
    {"mondays", day(0)},
    {"mon", day(0)},
    {"tisdag", day(1)},
    {"tis", day(1)},
    {"ti", day(1)},
    {"tuesday", day(1)},
    {"tuesdays", day(1)},
    {"tue", day(1)},
    {"tues", day(1)},
    {"onsdag", day(2)},
    {"ons", day(2)},
    {"on", day(2)},
    {"wednesday", day(2)},
    {"wednesdays", day(2)},
    {"wed", day(2)},
    {"torsdag", day(3)},
    {"tors", day(3)},
    {"tor", day(3)},
    {"to", day(3)},
    {"thursday", day(3)},
    {"thursdays", day(3)},
    {"thu", day(3)},
    {"thur", day(3)},
    {"thurs", day(3)},
    {"fredag", day(4)},
    {"fre", day(4)},
    {"fr", day(4)},
    {"friday", day(4)},
    {"fridays", day(4)},
    {"fri", day(4)},
    {"lördag", day(5)},
    {"lör", day(5)},
    {"lö", day(5)},
    {"saturday", day(5)},
    {"saturdays", day(5)},
    {"sat", day(5)},
    {"söndag", day(6)},
    {"sön", day(6)},
    {"sö", day(6)},
    {"sunday", day(6)},
    {"sundays", day(6)},
    {"sun", day(6)},
    {"vardag", some_days(weekdays)},
    {"veckodag", some_days(weekdays)},
    {"arbetsdag", some_days(weekdays)},
    {"weekday", some_days(weekdays)},
    {"weekdays", some_days(weekdays)},
    {"helg", some_days(weekend)},
    {"veckoslut", some_days(weekend)},
    {"weekend", some_days(weekend)},
    {"weekends", some_days(weekend)},
    {"alla dagar", some_days(all_days)},
    {"varje dag", some_days(all_days)},
    {"hela veckan", some_days(all_days)},
    {"dagligen", some_days(all_days)},
    {"every day", some_days(all_days)},
    {"all days", some_days(all_days)},
    {"all week", some_days(all_days)},
    {"daily", some_days(all_days)},
    {"morgon", hours(7, 9)},
    {"morgnar", hours(7, 9)},
    {"morgnarna", hours(7, 9)},
    {"morning", hours(7, 9)},
    {"mornings", hours(7, 9)},
    {"förmiddag", hours(9, 12)},
    {"fm", hours(9, 12)},
    {"förm", hours(9, 12)},
    {"forenoon", hours(9, 12)},
    {"before noon", hours(9, 12)},
    {"lunch", hours(11, 13)},
    {"lunchtid", hours(11, 13)},
    {"lunchtime", hours(11, 13)},
    {"mitt på dagen", hours(11, 13)},
    {"eftermiddag", hours(13, 17)},
    {"em", hours(13, 17)},
    {"eftm", hours(13, 17)},
    {"afternoon", hours(13, 17)},
    {"afternoons", hours(13, 17)},
    {"dagtid", hours(8, 17)},
    {"dag", hours(8, 17)},
    {"daytime", hours(8, 17)},
    {"days", hours(8, 17)},
    {"kontorstid", hours(8, 17)},
    {"arbetstid", hours(8, 17)},
    {"office hours", hours(8, 17)},
    {"working hours", hours(8, 17)},
    {"kväll", hours(17, 21)},
    {"kvällstid", hours(17, 21)},
    {"evening", hours(17, 21)},
    {"evenings", hours(17, 21)},
    {"efter jobbet", hours(17, 21)},
    {"efter arbetet", hours(17, 21)},
    {"efter arbetstid", hours(17, 21)},
    {"efter kontorstid", hours(17, 21)},
    {"after work", hours(17, 21)},
    {"natt", hours(22, 6)},
    {"nätter", hours(22, 6)},
    {"night", hours(22, 6)},
    {"nights", hours(22, 6)},
    {"hela dagen", hours(7, 21)},
    {"hela dagarna", hours(7, 21)},
    {"heldag", hours(7, 21)},
    {"all day", hours(7, 21)},
    {"whole day", hours(7, 21)},
    {"flexibel", hours(7, 21)},
    {"flexibelt", hours(7, 21)},
    {"flexibla tider", hours(7, 21)},
    {"alltid", hours(7, 21)},
    {"när som helst", hours(7, 21)},
    {"alla tider", hours(7, 21)},
    {"flexible", hours(7, 21)},
    {"always", hours(7, 21)},
    {"anytime", hours(7, 21)},
    {"any time", hours(7, 21)},
    {"whenever", hours(7, 21)},
    {"efter", {Phrase::after}},
    {"efter kl", {Phrase::after}},
    {"från", {Phrase::after}},
    {"från kl", {Phrase::after}},
    {"after", {Phrase::after}},
    {"from", {Phrase::after}},
    {"före", {Phrase::before}},
    {"före kl", {Phrase::before}},
    {"innan", {Phrase::before}},
    {"before", {Phrase::before}},
    {"mellan", {Phrase::between}},
    {"mellan kl", {Phrase::between}},
    {"between", {Phrase::between}},
    {"till", {Phrase::link}},
    {"t o m", {Phrase::link}},
    {"through", {Phrase::link}},
    {"until", {Phrase::link}},
    {"kl", {Phrase::around}},
    {"klockan", {Phrase::around}},
    {"på", {Phrase::around}},
    {"varje", {Phrase::around}},
    {"every", {Phrase::around}},
    {"each", {Phrase::around}},
    {"at", {Phrase::around}},
    {"in the", {Phrase::around}},
    {"the", {Phrase::around}},
};

/// "Måndagar", "kvällarna", "helgen": the endings of the words above.
constexpr std::string_view endings[] = {"", "ar", "arna", "en", "er", "erna", "s", "et", "an"};

}  // namespace

std::optional<Phrase> phrase_of(std::string_view folded_text) {
  if (const auto phrase = meaning_of(phrases, folded_text)) return phrase;
  for (const auto ending : endings)
    if (!ending.empty() && folded_text.ends_with(ending) && folded_text.size() > ending.size() + 2)
      if (const auto phrase = meaning_of(phrases, folded_text.substr(0, folded_text.size() - ending.size())))
        if (phrase->kind == Phrase::days || phrase->kind == Phrase::times) return phrase;
  return std::nullopt;
}

std::optional<std::pair<Phrase, Phrase>> day_and_time_of(std::string_view folded_word) {
  for (const auto& entry : phrases) {
    if (entry.means.kind != Phrase::days || entry.text.size() < 4 || !folded_word.starts_with(entry.text))
      continue;
    auto rest = folded_word.substr(entry.text.size());
    for (int attempt = 0; attempt < 2; ++attempt) {
      if (const auto time = phrase_of(rest); time && time->kind == Phrase::times)
        return std::pair{entry.means, *time};
      if (!rest.starts_with('s')) break;
      rest.remove_prefix(1);
    }
  }
  return std::nullopt;
}

void collect_availability_words(std::vector<std::string_view>& words) {
  for (const auto& phrase : phrases) words.push_back(phrase.text);
}

}  // namespace parvis::people
