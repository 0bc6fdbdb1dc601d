#include "app/imports/plan.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "app/imports/said.hpp"
#include "app/imports/who.hpp"
#include "app/records/scope.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::imports {
namespace {

using lives::Part;
using people::Effect;

constexpr db::Query open_application_of{"open_application_of", R"(
  SELECT application_id FROM application
   WHERE city_id = $1 AND person_id = $2 AND programme_id = $3 AND part = $4 AND ended_on IS NULL)"};
constexpr db::Query partner_name{"partner_name",
                                 "SELECT name FROM partner WHERE city_id = $1 AND partner_id = $2"};
constexpr db::Query groups_from{"groups_from", R"(
  SELECT DISTINCT target_group FROM person_target_group
   WHERE person_id = $1 AND COALESCE(last_day, '9999-12-31') >= $2 ORDER BY target_group)"};
constexpr db::Query listed_person{"listed_person", R"(
  SELECT person_id FROM list_number WHERE city_id = $1 AND programme_id = $2 AND part = $3 AND written = $4)"};
constexpr db::Query apart_already{
    "apart_already", "SELECT person_id FROM not_together WHERE person_id = $1 AND other_person_id = $2"};

std::string joined(const std::set<std::string, std::less<>>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : "; ") + word;
  return text;
}

class Planning {
 public:
  Planning(store::Transaction& tx, const records::People& people, const Lists& lists,
           const occupations::Taxonomy& taxonomy, Understanding& understood, Reach reach)
      : tx_(tx),
        lists_(lists),
        taxonomy_(taxonomy),
        understood_(understood),
        finding_(tx, people, understood.programme.id, reach) {
    plan_.reach = std::move(reach);
    plan_.programme = understood.programme.id;
    plan_.account = std::move(understood.account);
  }

  Result<Plan, Failure> make() {
    for (auto& row : understood_.rows) {
      if (row.line.outcome != Outcome::refused) {
        PARVIS_TRY([[maybe_unused]] const bool done, one_row(row));
      }
      plan_.account.lines.push_back(std::move(row.line));
    }
    // Whom the lists keep apart may stand further down, or in the other list.
    for (std::size_t at = 0; at < understood_.rows.size(); ++at) {
      PARVIS_TRY([[maybe_unused]] const bool done, keep_apart(at));
    }
    std::erase_if(plan_.steps, [&](const Step& step) {
      const auto outcome = plan_.account.lines[step.line].outcome;
      return outcome != Outcome::added && outcome != Outcome::changed;
    });
    take_fingerprint();
    return std::move(plan_);
  }

 private:
  static void refuse(Line& line, std::string column, Message reason) {
    line.outcome = Outcome::refused;
    line.remarks.push_back({line.file, line.row, std::move(column), {}, std::move(reason), Effect::refused});
  }
  static Message stands_already(const Line& first) {
    return say("This person stands in {file}, row {row}, already. Take that row in now, and this one in the "
               "next import.")
        .with("file", first.file)
        .with("row", first.row);
  }

  Result<bool, Failure> one_row(Understanding::OneRow& row) {
    auto& line = row.line;
    if (row.details.identity_number) {
      const auto [first, fresh] = rows_of_numbers_.try_emplace(row.details.identity_number->digits(), line);
      if (!fresh) {
        refuse(line, "identity_number", stands_already(first->second));
        return true;
      }
    }
    PARVIS_TRY(auto who, finding_.who(row));
    if (who.person) line.person = who.person->id;
    line.doubt = who.doubt;
    if (!who.person && meets_a_row_above(row)) line.doubt = Doubt::same_contact_in_these_files;
    if (line.doubt) {
      const auto decided = decision_about(line);
      if (!decided || (*decided == Decided::same && !who.person)) {
        line.outcome = Outcome::doubtful;
        return true;
      }
      if (*decided == Decided::skip) {
        line.outcome = Outcome::skipped;
        return true;
      }
      if (*decided == Decided::add) {
        who.person.reset();
        line.person.reset();
      }
    }
    remember_contact(row);
    return planned(row, std::move(who));
  }

  std::optional<Decided> decision_about(const Line& line) const {
    const auto made = lists_.decisions.find({line.part, line.id});
    if (made == lists_.decisions.end()) return std::nullopt;
    if (made->second.person && made->second.person != line.person) return std::nullopt;
    // "The same" as whom? Only of the one who was shown.
    if (made->second.decided == Decided::same && !made->second.person) return std::nullopt;
    return made->second.decided;
  }

  bool meets_a_row_above(const Understanding::OneRow& row) const {
    const auto keys = keys_of_contact(row.details);
    return std::ranges::any_of(keys, [&](const auto& key) { return contacts_above_.count(key) > 0; });
  }
  void remember_contact(const Understanding::OneRow& row) {
    for (auto& key : keys_of_contact(row.details)) contacts_above_.insert(std::move(key));
  }

  Result<bool, Failure> planned(Understanding::OneRow& row, Who who) {
    auto& line = row.line;
    const auto above = who.person ? rows_of_people_.find(who.person->id.number) : rows_of_people_.end();
    if (above != rows_of_people_.end()) {
      if (above->second.line.part == line.part) {
        refuse(line, "id", stands_already(above->second.line));
        return true;
      }
      // In the other list too: what that row says of the person holds.
      who.person->details = above->second.wished;
    }
    if (!who.person && row.details.known.name.empty()) {
      refuse(line, "name", say("The name is missing. Write the name by which the person is called."));
      return true;
    }
    Step step;
    step.line = plan_.account.lines.size();
    step.part = row.part;
    step.list_number = who.list_number;
    step.partner = row.partner;
    step.terms = row.terms;
    step.wished = row.details;
    step.existing = std::move(who.person);
    if (step.existing) {
      PARVIS_TRY([[maybe_unused]] const bool compared, compare(row, step, who));
    }
    const bool is_new = !step.existing;
    if (above != rows_of_people_.end() && step.person_differs)
      refuse(line, line.changes.front().field, stands_already(above->second.line));
    if (line.outcome == Outcome::refused) {
      line.changes.clear();
      return true;
    }
    if (step.existing) rows_of_people_.try_emplace(step.existing->id.number, PersonAbove{line, step.wished});
    step.list_number_moves = is_new && step.list_number.has_value();
    line.outcome = is_new ? Outcome::added : line.changes.empty() ? Outcome::unchanged : Outcome::changed;
    exact_ += line.file + "\x1f" + std::to_string(line.row);
    for (const auto& [field, said] : said_of_person(step.wished, taxonomy_)) exact_ += "\x1f" + said.exact;
    steps_by_id_[{row.part, line.id}] = plan_.steps.size();
    plan_.steps.push_back(std::move(step));
    return true;
  }

  Result<bool, Failure> compare(Understanding::OneRow& row, Step& step, const Who& who) {
    auto& line = row.line;
    step.wished = with(step.existing->details, row.details);
    line.changes = differences(said_of_person(step.existing->details, taxonomy_),
                               said_of_person(step.wished, taxonomy_));
    step.person_differs = !line.changes.empty();
    if (line.name.empty()) line.name = step.existing->details.known.name;
    PARVIS_TRY(const auto open, tx_.first(open_application_of, tx_.city(), step.existing->id, plan_.programme,
                                          lives::id_of(row.part)));
    if (!open) {
      line.changes.push_back({"application", {}, step.terms.applied_on.iso()});
    } else {
      PARVIS_TRY(step.application, records::application_in(tx_, open->get<store::ApplicationId>(0)));
      PARVIS_TRY([[maybe_unused]] const bool terms, compare_terms(row, step, line));
    }
    step.list_number_moves = step.list_number && who.list_number_means != step.existing->id;
    if (!step.list_number || step.list_number_moves) line.changes.push_back({"id", {}, line.id});
    return true;
  }

  Result<bool, Failure> compare_terms(const Understanding::OneRow& row, Step& step, Line& line) {
    const auto& now = step.application->details;
    std::optional<std::string> partner;
    if (now.partner) {
      PARVIS_TRY(const auto named, tx_.first(partner_name, tx_.city(), *now.partner));
      if (named) partner = named->get<std::string>(0);
    }
    if (!row.partner) step.partner = partner;
    step.terms = with(now, row.terms);
    if (row.places) step.terms.capacity = *row.places;
    if (step.terms.capacity < step.application->places_held && row.part == Part::mentor) {
      refuse(line, "capacity",
             say_n("{n} place is held by a pair or an open proposal. End it first, or write more places.",
                   "{n} places are held by pairs or open proposals. End one first, or write more places.",
                   step.application->places_held));
      return true;
    }
    auto changes = differences(said_of_terms(now, partner), said_of_terms(step.terms, step.partner));
    if (step.terms.track != now.track)
      changes.push_back({"track", now.track.value_or(""), step.terms.track.value_or("")});
    step.terms_differ = !changes.empty();
    line.changes.insert(line.changes.end(), changes.begin(), changes.end());
    if (row.terms.target_groups.empty()) return true;
    PARVIS_TRY(const auto rows, tx_.all(groups_from, step.existing->id, now.applied_on));
    std::set<std::string, std::less<>> groups;
    for (const auto& one : rows) groups.insert(one.get<std::string>(0));
    const auto was = joined(groups);
    for (const auto group : row.terms.target_groups) groups.emplace(people::id_of(group));
    step.groups_differ = joined(groups) != was;
    if (step.groups_differ) line.changes.push_back({"target_groups", was, joined(groups)});
    return true;
  }

  using OneOfTwo = std::variant<std::size_t, PersonId>;

  Result<std::optional<OneOfTwo>, Failure> person_listed(Part part, const std::string& id) {
    if (const auto step = steps_by_id_.find({part, id}); step != steps_by_id_.end()) {
      const auto& existing = plan_.steps[step->second].existing;
      return existing ? std::optional<OneOfTwo>(existing->id)
                      : std::optional<OneOfTwo>(plan_.steps[step->second].line);
    }
    PARVIS_TRY(const auto row, tx_.first(listed_person, tx_.city(), plan_.programme, lives::id_of(part), id));
    return row ? std::optional<OneOfTwo>(row->get<PersonId>(0)) : std::nullopt;
  }

  Result<bool, Failure> keep_apart(std::size_t at) {
    const auto& row = understood_.rows[at];
    auto& line = plan_.account.lines[at];
    const auto own = steps_by_id_.find({row.part, line.id});
    if (own == steps_by_id_.end() || plan_.steps[own->second].line != at) return true;
    const auto other_part = row.part == Part::adept ? Part::mentor : Part::adept;
    PARVIS_TRY(const auto one, person_listed(row.part, line.id));
    for (const auto& id : row.details.known.not_with) {
      PARVIS_TRY(const auto other, person_listed(other_part, id));
      if (!other) {
        line.remarks.push_back({line.file, line.row, "not_with", id,
                                say("Nobody in the lists has this number, so nobody is kept apart."),
                                Effect::noted});
        continue;
      }
      const auto *first = std::get_if<PersonId>(&*one), *second = std::get_if<PersonId>(&*other);
      if (first != nullptr && second != nullptr) {
        const auto [low, high] = std::minmax(*first, *second);
        PARVIS_TRY(const auto there, tx_.first(apart_already, low, high));
        if (there) continue;
      }
      plan_.apart.push_back({*one, *other});
      if (line.outcome == Outcome::added) continue;
      line.changes.push_back({"not_with", {}, id});
      line.outcome = Outcome::changed;
    }
    return true;
  }

  void take_fingerprint() {
    for (const auto& line : plan_.account.lines) {
      exact_ += "\x1e" + line.file + "\x1f" + std::to_string(line.row) + "\x1f" + line.id + "\x1f";
      exact_ += id_of(line.outcome);
      exact_ += "\x1f" + (line.person ? text_of(*line.person) : std::string());
      for (const auto& change : line.changes)
        exact_ += "\x1f" + change.field + "\x1f" + change.was + "\x1f" + change.becomes;
    }
    plan_.account.fingerprint = crypto::hex(tx_.lookup_hash("import account", exact_).bytes);
  }

  store::Transaction& tx_;
  const Lists& lists_;
  const occupations::Taxonomy& taxonomy_;
  Understanding& understood_;
  Finding finding_;
  Plan plan_;
  std::unordered_map<std::string, Line> rows_of_numbers_;
  struct PersonAbove {
    Line line;
    records::PersonDetails wished;
  };
  std::unordered_map<std::int64_t, PersonAbove> rows_of_people_;
  std::set<std::string> contacts_above_;
  std::map<std::pair<Part, std::string>, std::size_t> steps_by_id_;
  std::string exact_;
};

}  // namespace

Result<Plan, Failure> plan(store::Transaction& tx, const records::People& people, const Lists& lists,
                           const occupations::Taxonomy& taxonomy, const access::RowScope& scope) {
  PARVIS_TRY(auto understood, understand(tx, lists, taxonomy));
  return Planning(tx, people, lists, taxonomy, understood, {lists.among, records::scope_text(scope)}).make();
}

}  // namespace parvis::imports
