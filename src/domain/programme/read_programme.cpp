#include <algorithm>
#include <set>
#include <utility>

#include "domain/programme/programme.hpp"
#include "domain/programme/read_rules.hpp"
#include "domain/programme/section.hpp"
#include "platform/base/fold.hpp"
#include "platform/toml/toml.hpp"

namespace parvis::programme {

namespace {

const Words<Category>& category_words() {
  static const Words<Category> words = {{"professional_colleagues", Category::professional_colleagues},
                                        {"women_immigrant_background", Category::women_immigrant_background},
                                        {"youths", Category::youths},
                                        {"everyone", Category::everyone}};
  return words;
}

const Words<OperationForm>& form_words() {
  static const Words<OperationForm> words = {{"own", OperationForm::own},
                                             {"partnership", OperationForm::partnership},
                                             {"procured", OperationForm::procured}};
  return words;
}

const Words<OfferOrder>& offer_words() {
  static const Words<OfferOrder> words = {{"mentor_first", OfferOrder::mentor_first},
                                          {"adept_first", OfferOrder::adept_first},
                                          {"together", OfferOrder::together}};
  return words;
}

LocalText read_local(Section& section, std::string_view key, Need need = Need::optional) {
  const std::string example = std::string(key) + " = { sv = \"…\", en = \"…\", ar = \"…\" }";
  return section.local(key, need, example);
}

void read_identity(Programme& programme, Section& file) {
  programme.id = file.id(Need::required, "id = \"svetsare-2026\"");
  programme.source = file.text("source", Need::optional, "source = \"Utlåtande 2017:226\"").value_or("");
  programme.is_template = file.yes_or_no("is_template", "is_template = true").value_or(false);
  programme.category = file.word("category", category_words(), Need::optional).value_or(Category::everyone);
  programme.name = read_local(file, "name", Need::required);
  programme.for_whom = read_local(file, "for_whom");
  programme.summary = read_local(file, "summary");
  programme.purpose = read_local(file, "purpose", Need::required);
}

void read_parties(Programme& programme, Section& file) {
  programme.programme_operator =
      file.text("operator", Need::optional, "operator = \"Arbetsmarknadsförvaltningen\"").value_or("");
  programme.partners =
      file.texts("partners", Need::optional, "partners = [\"Rotary\", \"Arbetsförmedlingen\"]");
  for (Section& one : file.tables("responsibilities")) {
    Responsibility responsibility;
    responsibility.who = one.text("who", Need::required, "who = \"Rotary\"").value_or("");
    responsibility.what = read_local(one, "what", Need::required);
    one.end();
    programme.responsibilities.push_back(std::move(responsibility));
  }
  programme.cooperation = read_local(file, "cooperation");
  programme.funder = file.text("funder", Need::optional, "funder = \"Länsstyrelsen\"").value_or("");
  programme.form = file.word("form", form_words(), Need::optional).value_or(OperationForm::own);
  programme.form_reason = read_local(file, "form_reason");
  programme.learnt_from = file.texts("learnt_from", Need::optional, "learnt_from = [\"Södertörn\"]");
}

void read_course(Programme& programme, Section& file) {
  programme.target_groups = file.words("target_groups", target_group_words(), Need::optional);
  programme.asks_of_adept = read_local(file, "asks_of_adept");
  programme.asks_of_mentor = read_local(file, "asks_of_mentor");
  programme.length_months = file.number("length_months", 1, 120, Need::optional, "length_months = 6");
  programme.meeting_rhythm = read_local(file, "meeting_rhythm");
  programme.offers = file.word("offers", offer_words(), Need::optional).value_or(OfferOrder::mentor_first);
  programme.matching = read_local(file, "matching");
  programme.preparation = read_local(file, "preparation");
}

/// Gives the folded names in every language, for the rules that name one.
std::vector<std::string> read_training(Programme& programme, Section& file) {
  std::vector<std::string> names;
  for (Section& one : file.tables("training")) {
    Training training;
    training.id = one.id(Need::required, "id = \"introduktion\"");
    if (std::ranges::find(programme.training, training.id, &Training::id) != programme.training.end() &&
        !training.id.empty())
      one.fault("id", say("Two trainings have this id. Give this one another."));
    training.who = one.word("who", side_words(), Need::required).value_or(Side::mentor);
    training.name = read_local(one, "name", Need::required);
    training.required_before_matching =
        one.yes_or_no("required_before_matching", "required_before_matching = true").value_or(false);
    one.end();
    for (const auto& [language, name] : training.name) names.push_back(folded(name));
    programme.training.push_back(std::move(training));
  }
  return names;
}

void read_follow_up(Programme& programme, Section& file) {
  if (auto section = file.table("follow_up")) {
    programme.follow_up.how = read_local(*section, "how");
    programme.follow_up.months_after_exit =
        section->numbers("months_after_exit", 1, 120, "months_after_exit = [3, 12]");
    programme.follow_up.documentation = read_local(*section, "documentation");
    section->end();
  }
  if (auto section = file.table("pilot")) {
    Pilot pilot;
    pilot.ends_on = section->day("ends_on", Need::required, "ends_on = 2027-05-31").value_or(Date());
    pilot.funder = section->text("funder", Need::required, "funder = \"Länsstyrelsen\"").value_or("");
    pilot.evaluation = read_local(*section, "evaluation", Need::required);
    section->end();
    programme.pilot = std::move(pilot);
  }
}

void no_criterion(Section& section) {
  section.fault("criteria", say("At least one criterion is needed, for example: {example}")
                                .with("example", "[[criteria]] kind = \"occupation\" weight = 40"));
}

void check_number_of_rules(const std::vector<Rule>& rules, Section& section) {
  if (static_cast<int>(rules.size()) <= most_rules_of_a_track) return;
  section.fault(
      "rules",
      say("A track can have at most {most} rules, the programme's own among them, and each wish counts.")
          .with("most", std::int64_t{most_rules_of_a_track}));
}

/// A programme without tracks has one, which says what the programme says.
void read_tracks(Programme& programme, Section& file, const std::vector<std::string>& trainings) {
  const std::vector<Rule> rules = read_rules(file, trainings);
  const std::vector<Criterion> criteria = read_criteria(file);
  const int candidates = file.number("candidates", 1, most_candidates, Need::optional, "candidates = 64")
                             .value_or(usual_candidates);
  for (Section& one : file.tables("tracks")) {
    Track track;
    track.id = one.id(Need::required, "id = \"yrke\"");
    if (!track.id.empty() && programme.track(track.id))
      one.fault("id", say("Two tracks have this id. Give this one another."));
    track.name = read_local(one, "name", Need::required);
    track.for_whom = read_local(one, "for_whom");
    track.summary = read_local(one, "summary");
    track.rules = rules;
    std::ranges::move(read_rules(one, trainings), std::back_inserter(track.rules));
    check_number_of_rules(track.rules, one);
    track.criteria = read_criteria(one);
    if (track.criteria.empty()) track.criteria = criteria;
    if (track.criteria.empty() && !one.has("criteria") && !file.has("criteria")) no_criterion(one);
    track.candidates = candidates;
    one.end();
    programme.tracks.push_back(std::move(track));
  }
  if (!programme.tracks.empty() || file.has("tracks")) return;
  check_number_of_rules(rules, file);
  if (!file.has("criteria")) no_criterion(file);
  programme.tracks.push_back(
      {"", programme.name, programme.for_whom, programme.summary, rules, criteria, candidates});
}

}  // namespace

ProgrammeRead read_programme(std::string_view toml, std::string file) {
  Faults faults(std::move(file));
  auto tree = toml::read(toml);
  if (!tree) {
    faults.add(tree.error().line, "", std::move(tree.error().what));
    return {std::nullopt, std::move(faults).by_line()};
  }
  Section section(*tree, "", faults);
  Programme programme;
  read_identity(programme, section);
  read_parties(programme, section);
  read_course(programme, section);
  const std::vector<std::string> trainings = read_training(programme, section);
  read_follow_up(programme, section);
  read_tracks(programme, section, trainings);
  section.end();

  ProgrammeRead read{std::nullopt, std::move(faults).by_line()};
  if (read.faults.empty()) read.programme = std::move(programme);
  return read;
}

}  // namespace parvis::programme
