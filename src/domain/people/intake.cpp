#include "domain/people/intake.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "domain/people/columns.hpp"
#include "domain/people/shown.hpp"
#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

constexpr std::size_t longest_id = 100;
constexpr std::size_t longest_suggestions = 5;

/// A reading that is made once for each distinct cell: 15 000 people have a few hundred titles, languages and
/// times between them.
template <class T>
class Memo {
 public:
  explicit Memo(std::function<Reading<T>(std::string_view)> read) : read_(std::move(read)) {}
  const Reading<T>& operator()(const std::string& cell) {
    const auto found = known_.find(cell);
    if (found != known_.end()) return found->second;
    return known_.emplace(cell, read_(cell)).first->second;
  }

 private:
  std::function<Reading<T>(std::string_view)> read_;
  std::unordered_map<std::string, Reading<T>> known_;
};

/// Left-to-right marks and the like make two ids look the same that are not.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFD;
}
bool has_control(std::string_view text) {
  const auto points = code_points(text);
  return std::any_of(points.begin(), points.end(), is_control);
}
bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string in_one_line(std::string_view text) {
  std::string line;
  for (const auto& part : parts_of(text, " \t\r\n\v\f")) {
    if (!line.empty()) line += ' ';
    line += part;
  }
  return line;
}

std::string listed(const std::vector<occupations::Suggestion>& suggestions) {
  std::string text;
  for (std::size_t i = 0; i < suggestions.size() && i < longest_suggestions; ++i) {
    if (i > 0) text += ", ";
    text += suggestions[i].title;
  }
  return text;
}

/// Reads one sheet, row by row. `Kind` is Adept or Mentor.
template <class Kind>
class SheetReader {
 public:
  SheetReader(const formats::Table& table, const occupations::Taxonomy& taxonomy,
              const IntakeRequest& request, Columns columns)
      : table_(table), taxonomy_(taxonomy), request_(request), columns_(std::move(columns)) {}

  Intake<Kind> read() {
    intake_.rows = static_cast<int>(table_.rows.size());
    if (!columns_.faults.empty()) {
      intake_.usable = false;
      intake_.rejects = std::move(columns_.faults);
      return std::move(intake_);
    }
    for (const int column : columns_.kept)
      intake_.kept_headers.push_back(table_.headers[static_cast<std::size_t>(column)]);
    find_protected();
    for (const int column : columns_.unused)
      if (somebody_has_written(column)) intake_.unused_columns.push_back(column);
    intake_.people.reserve(table_.rows.size());
    for (const auto& row : table_.rows) read_row(row);
    for (auto& [key, title] : unsettled_) intake_.titles.push_back(std::move(title));
    return std::move(intake_);
  }

 private:
  // --- protected identity, before anything else is looked at -----------------------------------------------

  const std::string& cell(const formats::Row& row, int column) const {
    static const std::string nothing;
    const auto index = static_cast<std::size_t>(column);
    return column == Columns::absent || index >= row.cells.size() ? nothing : row.cells[index];
  }
  const std::string& cell(const formats::Row& row, Field field) const { return cell(row, columns_[field]); }

  bool is_marked(const formats::Row& row) const {
    return std::any_of(columns_.protection.begin(), columns_.protection.end(),
                       [&](int column) { return !is_no_protection(cell(row, column)); });
  }

  /// Ids that differ only in case or marks are the same here: rather one row too many by hand.
  std::string protection_key(const formats::Row& row) const {
    const auto id = trimmed(cell(row, Field::id));
    auto key = folded(id);
    return key.empty() ? std::string(id) : key;
  }

  /// Whoever stands twice in the file and is marked once is protected in both rows. Refusing the other row as a
  /// repeated id would tell that there is a protected person with this id.
  void find_protected() {
    if (columns_.protection.empty()) return;
    for (const auto& row : table_.rows)
      if (is_marked(row))
        if (auto key = protection_key(row); !key.empty()) protected_ids_.insert(std::move(key));
  }
  bool somebody_has_written(int column) const {
    return std::any_of(table_.rows.begin(), table_.rows.end(), [&](const formats::Row& row) {
      return !is_blank(cell(row, column)) && !is_protected(row);
    });
  }
  bool is_protected(const formats::Row& row) const {
    if (columns_.protection.empty()) return false;
    return is_marked(row) || (!protected_ids_.empty() && protected_ids_.count(protection_key(row)) > 0);
  }

  // --- one row ---------------------------------------------------------------------------------------------

  void read_row(const formats::Row& row) {
    if (is_protected(row)) {
      ++intake_.left_for_handling_by_hand;
      return;
    }
    row_ = &row;
    row_rejects_.clear();
    refused_ = false;
    Kind person;
    person.row = row.number;
    if (read_id(person)) {
      read_person(person);
      read_own(person);
      for (const int column : columns_.kept) person.kept.push_back(cell(row, column));
    }
    // By column, as the eye goes along the row.
    std::stable_sort(row_rejects_.begin(), row_rejects_.end(),
                     [](const auto& first, const auto& second) { return first.first < second.first; });
    for (auto& [column, reject] : row_rejects_) intake_.rejects.push_back(std::move(reject));
    if (refused_) return;
    if (person.occupation && person.occupation->groups.size() > 1) ++intake_.several_groups;
    intake_.people.push_back(std::move(person));
  }

  void tell(int column, Message reason, Effect effect) {
    row_rejects_.emplace_back(
        column, as_shown(Reject{table_.file, row_->number, table_.headers[static_cast<std::size_t>(column)],
                                cell(*row_, column), std::move(reason), effect}));
    refused_ = refused_ || effect == Effect::refused;
  }

  bool read_id(Person& person) {
    const int column = columns_[Field::id];
    const auto id = trimmed(cell(*row_, column));
    const auto refuse = [&](Message reason) {
      tell(column, std::move(reason), Effect::refused);
      return false;
    };
    if (id.empty())
      return refuse(say("The id is missing. Give each person a number of their own, such as 17."));
    if (id.size() > longest_id)
      return refuse(say("The id is too long. Write at most 100 characters, such as A-17."));
    if (!is_plain_ascii(id) && has_control(id))
      return refuse(say("The id has characters in it that cannot be seen. Write it anew, such as A-17."));
    if (holds_identity_number(id))
      return refuse(
          say("The id looks like an identity number, and these are never used as ids. Give the "
              "person another one, such as 17."));
    const auto [first, is_new] = first_row_.emplace(std::string(id), row_->number);
    if (!is_new)
      return refuse(say("The id {id} stands in row {row} already. The first row counts, this one does not.")
                        .with("id", std::string(id))
                        .with("row", first->second));
    person.id = id;
    return true;
  }

  // --- one cell --------------------------------------------------------------------------------------------

  enum class Unknowns { allowed, not_allowed };

  /// The value, or nothing: not written, not known, or not readable (which is told).
  template <class T>
  std::optional<T> value(Field field, int column, Memo<T>& read, Unknowns unknowns = Unknowns::allowed) {
    const auto& text = cell(*row_, column);
    if (is_blank(text)) return std::nullopt;
    const auto& reading = read(text);
    if (reading) return *reading;
    if (unknowns == Unknowns::allowed && is_unknown_word(text)) return std::nullopt;
    const bool stops = field == Field::wishes || request_.needed.count(field) > 0;
    tell(column, reading.error(), stops ? Effect::refused : Effect::noted);
    return std::nullopt;
  }
  template <class T>
  std::optional<T> value(Field field, Memo<T>& read, Unknowns unknowns = Unknowns::allowed) {
    return value(field, columns_[field], read, unknowns);
  }
  std::optional<std::string> folded_text(Field field) {
    const auto& text = cell(*row_, field);
    if (is_blank(text) || is_unknown_word(text)) return std::nullopt;
    auto key = folded(text);
    if (key.empty()) return std::nullopt;
    return key;
  }

  void read_person(Person& person) {
    person.name = in_one_line(cell(*row_, Field::name));
    if (columns_[Field::name] == Columns::absent)
      person.name = in_one_line(cell(*row_, columns_.given_name) + " " + cell(*row_, columns_.family_name));
    person.gender = value(Field::gender, gender_);
    person.birth_year = value(Field::birth_year, birth_year_);
    person.occupation = read_occupation();
    read_schooling(person);
    person.experience_years = value(Field::experience, experience_);
    read_spoken(person);
    person.district = value(Field::district, district_);
    person.interests = value(Field::interests, interests_);
    person.availability = value(Field::availability, availability_);
    person.meeting = value(Field::meeting, meeting_);
    if (folded_text(Field::employer)) person.employer = in_one_line(cell(*row_, Field::employer));
    person.registered_on = value(Field::registered_on, date_);
    person.wishes = value(Field::wishes, wishes_, Unknowns::not_allowed);
    person.not_with = read_not_with();
  }

  /// No id is an identity number, so one here would keep nobody apart; that is told, not passed over.
  std::vector<std::string> read_not_with() {
    const auto& text = cell(*row_, Field::not_with);
    if (is_blank(text)) return {};
    auto ids = parts_of(text, ",;|\n");
    const auto is_none = std::remove_if(ids.begin(), ids.end(), holds_identity_number);
    if (is_none == ids.end()) return ids;
    ids.erase(is_none, ids.end());
    tell(columns_[Field::not_with],
         say("Here stands an identity number, and these are never used as ids. Write the other person's id, "
             "such as 17."),
         request_.needed.count(Field::not_with) > 0 ? Effect::refused : Effect::noted);
    return ids;
  }

  void read_own(Adept& adept) { adept.target_groups = value(Field::target_groups, target_groups_); }

  void read_own(Mentor& mentor) {
    mentor.capacity = value(Field::capacity, capacity_).value_or(1);
    if (const auto& text = cell(*row_, Field::partner); !is_blank(text) && !is_unknown_word(text))
      mentor.partner = in_one_line(text);
    mentor.training = value(Field::training, training_);
    mentor.record_check_shown = value(Field::record_check, record_check_);
    mentor.least_swedish = value(Field::least_swedish, least_swedish_);
    mentor.offers = value(Field::offers, offers_);
  }

  void read_schooling(Person& person) {
    person.education_level = value(Field::education_level, education_level_);
    const auto& text = cell(*row_, Field::education_field);
    if (is_blank(text) || is_unknown_word(text)) return;
    auto education = read_education(text);
    person.education_field = std::move(education.field);
    // The level's own column knows better.
    if (is_blank(cell(*row_, Field::education_level))) person.education_level = education.level;
  }

  void read_spoken(Person& person) {
    person.languages = value(Field::languages, languages_);
    if (columns_.mother_tongue != Columns::absent)
      if (const auto native = value(Field::languages, columns_.mother_tongue, mother_tongue_))
        person.languages = with(person.languages, *native);
    person.swedish = value(Field::swedish, swedish_);
    // No sfi is not the same as no Swedish.
    if (columns_.swedish_as_sfi && person.swedish == Level::none) person.swedish.reset();
    if (person.swedish || !person.languages || !is_blank(cell(*row_, Field::swedish))) return;
    for (const auto& language : *person.languages)
      if (language.iso639_3 == "swe") person.swedish = language.level;
  }

  static std::vector<SpokenLanguage> with(const std::optional<std::vector<SpokenLanguage>>& languages,
                                          const std::vector<SpokenLanguage>& native) {
    auto all = languages.value_or(std::vector<SpokenLanguage>{});
    for (const auto& one : native) {
      const auto same = [&](const SpokenLanguage& other) { return other.iso639_3 == one.iso639_3; };
      if (const auto known = std::find_if(all.begin(), all.end(), same); known != all.end())
        known->level = std::max(known->level, one.level);
      else
        all.push_back(one);
    }
    std::sort(all.begin(), all.end(),
              [](const auto& first, const auto& second) { return first.iso639_3 < second.iso639_3; });
    return all;
  }

  // --- occupation: settled by a person, else by the taxonomy, else to be settled ---------------------------

  Reading<occupations::Occupation> find_occupation(std::string_view written) {
    if (request_.titles)
      if (const auto* meant = request_.titles->find(written))
        return occupations::Occupation{meant->groups, meant->concepts, in_one_line(written)};
    auto answer = taxonomy_.find(written);
    if (answer.occupation) return std::move(*answer.occupation);
    auto reason =
        answer.suggestions.empty()
            ? say("The occupation is not known. Write a title such as svetsare, or an SSYK code of four "
                  "digits such as 7212.")
            : say("The occupation is not known. It may be one of these: {suggestions}. Write one of "
                  "them, or an SSYK code of four digits such as 7212.")
                  .with("suggestions", listed(answer.suggestions));
    suggestions_[std::string(written)] = std::move(answer.suggestions);
    return no(std::move(reason));
  }

  std::optional<occupations::Occupation> read_occupation() {
    const auto& written = cell(*row_, Field::occupation);
    auto occupation = value(Field::occupation, occupation_);
    if (occupation || is_blank(written) || is_unknown_word(written)) return occupation;
    if (request_.needed.count(Field::occupation) == 0) return occupation;
    // What holds an identity number is no title: nobody is asked to settle it.
    if (holds_form_of_identity_number(written)) return occupation;
    const auto title = as_shown(in_one_line(written));
    auto& waiting = unsettled_[folded(title)];
    if (waiting.rows++ == 0) waiting.suggestions = suggestions_[written];
    // The same title in another order of rows is shown the same way.
    if (waiting.title.empty() || title < waiting.title) waiting.title = title;
    return occupation;
  }

  Reading<std::string> find_district(std::string_view written) const {
    if (auto district = taxonomy_.find_district(written)) return std::move(*district);
    return no(say("The district {district} is not known. Write its name as the city does, such as Farsta.")
                  .with("district", std::string(written)));
  }

  const formats::Table& table_;
  const occupations::Taxonomy& taxonomy_;
  const IntakeRequest& request_;
  Columns columns_;
  Intake<Kind> intake_;

  std::unordered_set<std::string> protected_ids_;
  std::unordered_map<std::string, int> first_row_;
  std::map<std::string, UnsettledTitle> unsettled_;  ///< by folded title
  std::unordered_map<std::string, std::vector<occupations::Suggestion>> suggestions_;

  const formats::Row* row_ = nullptr;
  std::vector<std::pair<int, Reject>> row_rejects_;  ///< with the column they stand in
  bool refused_ = false;

  Memo<Gender> gender_{read_gender};
  Memo<int> birth_year_{read_birth_year};
  Memo<occupations::Occupation> occupation_{[this](std::string_view text) { return find_occupation(text); }};
  Memo<EducationLevel> education_level_{read_education_level};
  Memo<int> experience_{read_experience};
  Memo<std::vector<SpokenLanguage>> languages_{
      [this](std::string_view text) { return read_languages(text, taxonomy_); }};
  Memo<std::vector<SpokenLanguage>> mother_tongue_{
      [this](std::string_view text) { return read_languages(text, taxonomy_, Level::native); }};
  Memo<Level> swedish_{read_swedish};
  Memo<std::string> district_{[this](std::string_view text) { return find_district(text); }};
  Memo<std::vector<std::string>> interests_{
      [](std::string_view text) { return Reading<std::vector<std::string>>(read_interests(text)); }};
  Memo<WeekHours> availability_{read_availability};
  Memo<MeetingForm> meeting_{read_meeting};
  Memo<Date> date_{read_date};
  Memo<std::vector<Wish>> wishes_{read_wishes};
  Memo<std::vector<TargetGroup>> target_groups_{read_target_groups};
  Memo<int> capacity_{read_capacity};
  Memo<std::vector<std::string>> training_{read_training};
  Memo<bool> record_check_{read_record_check};
  Memo<Level> least_swedish_{read_least_swedish};
  Memo<std::vector<Offer>> offers_{read_offers};
};

}  // namespace

Intake<Adept> read_adepts(const formats::Table& table, const occupations::Taxonomy& taxonomy,
                          const IntakeRequest& request) {
  return SheetReader<Adept>(table, taxonomy, request, find_columns(table, Sheet::adepts, request.keep))
      .read();
}

Intake<Mentor> read_mentors(const formats::Table& table, const occupations::Taxonomy& taxonomy,
                            const IntakeRequest& request) {
  return SheetReader<Mentor>(table, taxonomy, request, find_columns(table, Sheet::mentors, request.keep))
      .read();
}

}  // namespace parvis::people
