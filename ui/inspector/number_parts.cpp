#include "ui/inspector/number_parts.h"

#include "engine/model/expression.h"
#include "engine/model/parameters.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/number_edit.h"
#include "ui/inspector/number_editors.h"
#include "ui/theme/theme.h"

namespace topomq::ui {

NumberEdit* makeNumber(const NumberTraits& traits, const InspectorContext& context, QWidget* parent)
{
    auto* number = new NumberEdit(parent);
    number->setUnit(traits.unit, context.theme.colors().dim);
    number->setBounds(traits.least, traits.most, traits.whole);
    number->setDefault(traits.defaultNumber);
    number->completeFrom(context.document);
    return number;
}

void report(const NumberEdit* number, ValueEditor* editor)
{
    QObject::connect(number, &NumberEdit::stepped, editor, &ValueEditor::edited);
    QObject::connect(number, &NumberEdit::typed, editor, &ValueEditor::typed);
}

bool isNumberLike(const model::Value* value)
{
    return value != nullptr && (value->asNumber() || model::isExpression(*value));
}

const model::Object::Member* memberOf(const model::Value* value)
{
    const model::Object* object = value == nullptr ? nullptr : value->asObject();
    return object == nullptr || object->size() != 1 ? nullptr : &object->members().front();
}

bool isSame(const model::Value* a, const model::Value* b)
{
    return a == nullptr || b == nullptr ? a == b : *a == *b;
}

void showShared(NumberEdit* number, bool isShared, const model::Value* value)
{
    number->setMixed(!isShared);
    const model::Value* wanted = isShared ? value : nullptr;
    const bool stands = wanted == nullptr ? number->isBlank() : number->value() == *wanted;
    if (!stands)
        number->setValue(wanted);
}

std::optional<model::Value>
numberOr(const NumberEdit* number, const model::Value* there, double standard)
{
    if (!number->isBlank())
        return number->value();
    return there != nullptr ? *there : model::numberValue(standard);
}

} // namespace topomq::ui
