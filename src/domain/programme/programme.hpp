/// A mentor programme as configuration: who runs it, for whom, by which rules, and what makes it succeed (A1–A3,
/// A5). No programme's name ever stands in the code: whatever makes it differ is a value here.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/people/intake.hpp"
#include "domain/people/person.hpp"
#include "platform/base/date.hpp"
#include "platform/base/message.hpp"

namespace parvis::programme {

/// What an unknown value does to a hard rule: the pair is not made, or it carries the doubt.
enum class OnUnknown { stop, ask };

enum class Side { adept, mentor };

/// Who may take part at all. Only what is set asks for something.
struct Eligible {
  Side side = Side::adept;
  std::vector<people::TargetGroup> any_of;  ///< in at least one of these
  std::vector<people::Gender> genders;
  std::optional<int> least_age, greatest_age;  ///< in the year of the round
  std::vector<std::string> districts;
  std::optional<people::Level> least_swedish;
  std::optional<int> least_experience_years;
  std::optional<people::EducationLevel> least_education;
  std::vector<std::string> occupations;  ///< SSYK codes of 1 to 4 digits: "21", "7222"
};
struct CommonLanguage {
  people::Level least = people::Level::b1;  ///< both, in the same language
  std::optional<people::Level> or_swedish;  ///< or the adept's Swedish at least this
};
struct NearOccupation {
  int least = 0;                             ///< nearness, 0…10 000
  bool within_regulated_profession = false;  ///< a licensed profession only meets its own
};
struct WishKept {
  people::Wish wish = people::Wish::woman;
};  ///< of either side about the other
struct SharedTime {
  int least_hours = 1;
};  ///< a week
struct TravelTime {
  int most_minutes = 60;
};  ///< by the districts, estimated
struct TrainingDone {
  std::string training;
};  ///< the mentor's; folded name; empty: any
struct RecordCheckShown {};   ///< the mentor's
struct SwedishForMentor {};   ///< the least level that the mentor asks for
struct NotTogetherBefore {};  ///< neither names the other under `not_with`
struct SharedInterest {
  int least = 1;
};  ///< how many interests in common

using RuleTest =
    std::variant<Eligible, CommonLanguage, NearOccupation, WishKept, SharedTime, TravelTime, TrainingDone,
                 RecordCheckShown, SwedishForMentor, NotTogetherBefore, SharedInterest>;
/// A rule about wishes counts once for each wish.
inline constexpr int most_rules_of_a_track = 64;
struct Rule {
  std::string id;  ///< the kind, as in the file: "common_language"
  RuleTest test;
  OnUnknown unknown = OnUnknown::ask;
};

enum class CriterionKind {
  occupation,
  education_field,
  experience,
  languages,
  interests,
  availability,
  travel,
  swedish,
  waiting,
  partner,
};
struct Criterion {
  CriterionKind kind = CriterionKind::occupation;
  int weight = 0;  ///< 0…1 000
  /// What gives the full 10 000 where that is not given by itself: years (experience), hours (availability),
  /// minutes that give nothing (travel), days (waiting).
  int scale = 0;
  std::vector<std::string> preferred;  ///< partner: the organisations, folded
};
/// "occupation", "waiting" … also the column in pairs.csv.
std::string_view id_of(CriterionKind kind);
std::optional<CriterionKind> criterion_of(std::string_view id);
Message in_words(CriterionKind kind);

using LocalText = std::map<std::string, std::string, std::less<>>;  ///< language code → text; always has "sv"
const std::string& in_language(const LocalText& text, std::string_view code);  ///< Swedish when it is missing

inline constexpr int usual_candidates = 64, most_candidates = 10'000;

struct Track {
  std::string id;
  LocalText name, for_whom, summary;
  std::vector<Rule> rules;  ///< the programme's own first, then the track's
  std::vector<Criterion> criteria;
  /// How many mentors a round keeps of each adept to begin with (MATCHING.md 4). More are brought in wherever that
  /// could matter: the number decides how long a round takes, never what it answers.
  int candidates = usual_candidates;
};

enum class Category { professional_colleagues, women_immigrant_background, youths, everyone };
enum class OperationForm { own, partnership, procured };
enum class OfferOrder { mentor_first, adept_first, together };

Message in_words(Category category);
Message in_words(OperationForm form);
Message in_words(OfferOrder order);

struct Responsibility {
  std::string who;
  LocalText what;
};
struct Training {
  std::string id;
  Side who = Side::mentor;
  LocalText name;
  bool required_before_matching = false;
};
struct FollowUp {
  LocalText how;
  std::vector<int> months_after_exit;
  LocalText documentation;
};
struct Pilot {
  Date ends_on;
  std::string funder;
  LocalText evaluation;
};

struct Programme {
  std::string id, source;  ///< source: where what is said here comes from
  bool is_template = false;
  Category category = Category::everyone;
  LocalText name, for_whom, summary;
  LocalText purpose;  // 1 a clear purpose
  std::string programme_operator;
  std::vector<std::string> partners;
  std::vector<Responsibility> responsibilities;  // 2 who is responsible for what
  LocalText matching;                            // 3 how matching is done (and the tracks)
  std::vector<Training> training;                // 4 training for participants
  LocalText cooperation;                         // 5 municipality, business, civil society
  LocalText preparation;                         // 6 the right expectations
  FollowUp follow_up;                            // 7 follow-up and documentation
  std::vector<people::TargetGroup> target_groups;
  LocalText asks_of_adept, asks_of_mentor;
  std::optional<int> length_months;
  LocalText meeting_rhythm;
  OfferOrder offers = OfferOrder::mentor_first;
  std::string funder;
  OperationForm form = OperationForm::own;
  LocalText form_reason;
  std::vector<std::string> learnt_from;  ///< earlier programmes
  std::optional<Pilot> pilot;
  std::vector<Track> tracks;  ///< at least one; a programme without tracks has one, id ""

  const Track* track(std::string_view id) const;  ///< "" finds the only one
};

/// The fields that a track's rules and criteria look at: a cell there that cannot be read refuses the row.
std::set<people::Field> fields_needed(const Track& track);

/// Nacka's seven (N14), in their order.
enum class SuccessFactor {
  purpose,
  responsibilities,
  matching,
  training,
  cooperation,
  preparation,
  follow_up
};
Message in_words(SuccessFactor factor);
struct FactorAnswer {
  SuccessFactor factor;
  bool met = false;
  Message missing;  ///< what to write, and under which key, when it is not met
};
std::vector<FactorAnswer> success_factors(const Programme& programme);

/// A programme file that cannot be used: where, and what was expected.
struct ConfigFault {
  std::string file;
  int line = 0;
  std::string key;
  Message expected;
};
struct ProgrammeRead {
  std::optional<Programme> programme;  ///< set when there is no fault
  std::vector<ConfigFault> faults;     ///< all of them, by line
};
/// TOML, docs/formats.md. Unknown keys are faults, with the nearest known key.
ProgrammeRead read_programme(std::string_view toml, std::string file);

}  // namespace parvis::programme
