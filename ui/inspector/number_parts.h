#pragma once
// What the editors of values with numbers have in common: their number boxes, and how a box shows
// what one value or several hold.

#include "engine/model/value.h"

#include <optional>

class QWidget;

namespace topomq::ui {

class NumberEdit;
class ValueEditor;
struct InspectorContext;
struct NumberTraits;

[[nodiscard]] NumberEdit*
makeNumber(const NumberTraits& traits, const InspectorContext& context, QWidget* parent);
/// What is typed and stepped there goes out as the editor's.
void report(const NumberEdit* number, ValueEditor* editor);

[[nodiscard]] bool isNumberLike(const model::Value* value);
/// The only member of `{"poisson": 5}`; null where the value has another shape.
[[nodiscard]] const model::Object::Member* memberOf(const model::Value* value);
/// Null: left out.
[[nodiscard]] bool isSame(const model::Value* a, const model::Value* b);

/// A number that several have, or that they differ. What means the same stays as it is typed.
void showShared(NumberEdit* number, bool isShared, const model::Value* value);
/// The number as it is typed, or else `there`, or else `standard`. Nothing where it is none.
[[nodiscard]] std::optional<model::Value>
numberOr(const NumberEdit* number, const model::Value* there, double standard);

} // namespace topomq::ui
