/// The log as the auditor reads it, and looks at protected records as few eyes read them.
#pragma once

#include <string>
#include <vector>

#include "app/views/form.hpp"
#include "app/views/shell.hpp"

namespace parvis::views {

struct LogLine {
  std::int64_t number = 0;
  Moment at;
  std::string what, who, role, about, reason;
  std::int64_t person = 0;  ///< 0: not about anybody whose page the reader may open
};
struct LogShown {
  std::vector<LogLine> rows;
  std::string person, act;  ///< asked for
  std::vector<Option> acts;
  std::string next_query;       ///< of the page with earlier rows; empty: this is the last
  std::vector<Option> reasons;  ///< to read looks at protected records for; empty: the reader may not
  Faults faults;
};
std::string log_page(const LogShown& shown, const Desk& desk, const Texts& t);

/// Looks at protected records. No address holds what is asked for: all of it is sent in a form.
struct ProtectedLogShown {
  std::vector<LogLine> rows;
  std::string person, reason;  ///< asked for, and why
  std::vector<Option> reasons;
  std::string before;       ///< sent along for earlier rows; empty: these are the last
  bool is_read = false;     ///< a reason was given
  bool is_officer = false;  ///< comes from the officers' page and goes back there
  Faults faults;
};
std::string protected_log_page(const ProtectedLogShown& shown, const Desk& desk, const Texts& t);
/// The form that asks for them, with its heading: a part of the log's page and of the officers'.
Html protected_log_form(const std::vector<Option>& reasons, const std::string& person,
                        const std::string& reason, const Faults& faults, const Desk& desk, const Texts& t);

}  // namespace parvis::views
