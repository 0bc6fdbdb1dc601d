#include "app/views/form.hpp"

#include <algorithm>

namespace parvis::views {
namespace {

Html described_by(const Field& field, const FieldFault* fault) {
  if (field.hint.empty() && !fault) return {};
  return html(" aria-describedby=\""_h, when(!field.hint.empty(), [&] { return html(field.id, "-hint"_h); }),
              when(!field.hint.empty() && fault, [] { return html(" "_h); }),
              when(fault != nullptr, [&] { return html(field.id, "-error"_h); }), "\""_h);
}

Html hint_of(const Field& field) {
  return when(!field.hint.empty(), [&] {
    return html("<div class=\"govuk-hint\" id=\""_h, field.id, "-hint\">"_h, field.hint, "</div>"_h);
  });
}

Html group(const FieldFault* fault, const Html& inside) {
  return html(fault ? "<div class=\"govuk-form-group govuk-form-group--error\">"_h
                    : "<div class=\"govuk-form-group\">"_h,
              inside, "</div>"_h);
}

/// Label, hint and error of a field that is one control.
Html around(const Field& field, const Faults& faults, const Html& control, const Texts& t) {
  const auto* fault = fault_of(faults, field.id);
  return group(
      fault, html("<label class=\"govuk-label\" for=\""_h, field.id, "\">"_h, field.label, "</label>"_h,
                  hint_of(field),
                  when(fault != nullptr, [&] { return error_message(fault->what, field.id, t); }), control));
}

Markup traits_of(Kind kind) {
  switch (kind) {
    case Kind::text: return " type=\"text\""_h;
    case Kind::email: return " type=\"email\" autocomplete=\"email\" spellcheck=\"false\" dir=\"ltr\""_h;
    case Kind::phone: return " type=\"tel\" autocomplete=\"off\" dir=\"ltr\""_h;
    case Kind::password: return " type=\"password\" autocomplete=\"current-password\" dir=\"ltr\""_h;
    case Kind::new_password: return " type=\"password\" autocomplete=\"new-password\" dir=\"ltr\""_h;
    case Kind::one_time_code:
      return " type=\"text\" inputmode=\"numeric\" autocomplete=\"one-time-code\" dir=\"ltr\""_h;
    case Kind::number: return " type=\"text\" inputmode=\"numeric\" autocomplete=\"off\""_h;
    case Kind::day: return " type=\"date\""_h;
    case Kind::search: return " type=\"search\""_h;
  }
  return " type=\"text\""_h;
}

}  // namespace

const FieldFault* fault_of(const std::vector<FieldFault>& faults, std::string_view field) {
  const auto at = std::ranges::find(faults, field, &FieldFault::field);
  return at == faults.end() ? nullptr : &*at;
}

Html token_field(std::string_view token) {
  return html("<input type=\"hidden\" name=\"token\" value=\""_h, token, "\">"_h);
}

Html error_summary(const std::vector<FieldFault>& faults, const Texts& t) {
  if (faults.empty()) return {};
  return html(
      "<div class=\"govuk-error-summary\" tabindex=\"-1\" autofocus><div role=\"alert\"><h2 class=\"govuk-error-summary__title\">"_h,
      t("Something needs to be mended"),
      "</h2><div class=\"govuk-error-summary__body\"><ul class=\"govuk-list "
      "govuk-error-summary__list\">"_h,
      each(faults,
           [&](const FieldFault& fault) {
             return html("<li><a href=\"#"_h, fault.field, "\">"_h, t(fault.what), "</a></li>"_h);
           }),
      "</ul></div></div></div>"_h);
}

Html error_message(const Message& what, std::string_view id, const Texts& t) {
  return html("<p class=\"govuk-error-message\" id=\""_h, id,
              "-error\"><span class=\"govuk-visually-hidden\">"_h, t("To mend:"), "</span> "_h, t(what),
              "</p>"_h);
}

Html input(const Field& field, const Faults& faults, const Texts& t) {
  const auto* fault = fault_of(faults, field.id);
  return around(field, faults,
                html("<input class=\"govuk-input"_h,
                     when(field.is_narrow, [] { return html(" govuk-input--width-10"_h); }),
                     when(fault != nullptr, [] { return html(" govuk-input--error"_h); }), "\" id=\""_h,
                     field.id, "\" name=\""_h, field.id, "\""_h, traits_of(field.kind), " value=\""_h,
                     field.value, "\""_h, described_by(field, fault), ">"_h),
                t);
}

Html text_area(const Field& field, const Faults& faults, const Texts& t) {
  const auto* fault = fault_of(faults, field.id);
  return around(field, faults,
                html("<textarea class=\"govuk-textarea\" rows=\"4\" id=\""_h, field.id, "\" name=\""_h,
                     field.id, "\""_h, described_by(field, fault), ">"_h, field.value, "</textarea>"_h),
                t);
}

Html select(const Field& field, std::span<const Option> options, const Faults& faults, const Texts& t) {
  const auto* fault = fault_of(faults, field.id);
  return around(field, faults,
                html("<select class=\"govuk-select\" id=\""_h, field.id, "\" name=\""_h, field.id, "\""_h,
                     described_by(field, fault), ">"_h,
                     each(options,
                          [&](const Option& option) {
                            return html("<option value=\""_h, option.value,
                                        option.value == field.value ? "\" selected>"_h : "\">"_h,
                                        option.words, "</option>"_h);
                          }),
                     "</select>"_h),
                t);
}

Html radios(const Field& field, std::span<const Option> options, const Faults& faults, const Texts& t) {
  const auto* fault = fault_of(faults, field.id);
  int number = 0;
  const auto choices = each(options, [&](const Option& option) {
    // The first has the field's own id: the list of what is to be mended leads to it.
    const auto own =
        ++number == 1 ? std::string(field.id) : std::string(field.id) + "-" + std::to_string(number);
    return html(
        "<div class=\"govuk-radios__item\"><input class=\"govuk-radios__input\" type=\"radio\" id=\""_h, own,
        "\" name=\""_h, field.id, "\" value=\""_h, option.value,
        option.value == field.value ? "\" checked>"_h : "\">"_h,
        "<label class=\"govuk-label govuk-radios__label\" for=\""_h, own, "\">"_h, option.words, "</label>"_h,
        when(
            !option.hint.empty(),
            [&] { return html("<div class=\"govuk-hint govuk-radios__hint\">"_h, option.hint, "</div>"_h); }),
        "</div>"_h);
  });
  return group(fault, html("<fieldset class=\"govuk-fieldset\""_h, described_by(field, fault),
                           "><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">"_h,
                           field.label, "</legend>"_h, hint_of(field),
                           when(fault != nullptr, [&] { return error_message(fault->what, field.id, t); }),
                           "<div class=\"govuk-radios\">"_h, choices, "</div></fieldset>"_h));
}

Html checkbox(std::string_view id, const std::string& label, bool is_checked) {
  return html(
      "<div class=\"govuk-checkboxes\"><div class=\"govuk-checkboxes__item\"><input "
      "class=\"govuk-checkboxes__input\" type=\"checkbox\" id=\""_h,
      id, "\" name=\""_h, id, is_checked ? "\" value=\"yes\" checked>"_h : "\" value=\"yes\">"_h,
      "<label class=\"govuk-label govuk-checkboxes__label\" for=\""_h, id, "\">"_h, label,
      "</label></div></div>"_h);
}

Html form(const Url& action, std::string_view token, const Html& inside) {
  return html("<form class=\"pv-form\" method=\"post\" action=\""_h, action, "\" novalidate>"_h,
              token_field(token), inside, "</form>"_h);
}

Html open_form(const Url& action, const Html& inside) {
  return html("<form class=\"pv-form\" method=\"post\" action=\""_h, action, "\" novalidate>"_h, inside,
              "</form>"_h);
}

Html button(const std::string& words) {
  return html("<button class=\"govuk-button\" type=\"submit\">"_h, words, "</button>"_h);
}

Html second_button(const std::string& words) {
  return html("<button class=\"govuk-button govuk-button--secondary\" type=\"submit\">"_h, words,
              "</button>"_h);
}

}  // namespace parvis::views
