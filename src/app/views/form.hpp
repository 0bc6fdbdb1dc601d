/// The parts of a form, in GOV.UK's markup: a field with its label, hint and what is to be mended.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/html/html.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::views {

/// Something to mend in a form: which field, and what to write.
struct FieldFault {
  std::string field;  ///< its id on the page
  Message what;
};
using Faults = std::vector<FieldFault>;
/// Null: nothing is wrong with that field.
const FieldFault* fault_of(const Faults& faults, std::string_view field);

Html token_field(std::string_view token);
Html error_summary(const Faults& faults, const Texts& t);
Html error_message(const Message& what, std::string_view id, const Texts& t);

/// What a browser may offer to fill in, and which keyboard a phone shows.
enum class Kind { text, email, phone, password, new_password, one_time_code, number, day, search };

struct Field {
  std::string_view id;  ///< its name in the form as well
  std::string label, hint = {}, value = {};
  Kind kind = Kind::text;
  bool is_narrow = false;
};
Html input(const Field& field, const Faults& faults, const Texts& t);
Html text_area(const Field& field, const Faults& faults, const Texts& t);

struct Option {
  std::string value, words, hint = {};
};
/// `value` is the chosen one. An empty option's value stands for *not known*.
Html select(const Field& field, std::span<const Option> options, const Faults& faults, const Texts& t);
Html radios(const Field& field, std::span<const Option> options, const Faults& faults, const Texts& t);
Html checkbox(std::string_view id, const std::string& label, bool is_checked);

/// A form that is sent with the token of the session. `inside` holds fields and buttons.
Html form(const Url& action, std::string_view token, const Html& inside);
/// A form of somebody who has no session yet.
Html open_form(const Url& action, const Html& inside);
Html button(const std::string& words);
Html second_button(const std::string& words);

}  // namespace parvis::views
