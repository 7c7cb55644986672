#include "ui/inspector/value_editor.h"

#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/distribution_editor.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/number_editors.h"
#include "ui/inspector/payload_editor.h"
#include "ui/inspector/text_editors.h"
#include "ui/inspector/text_list_editor.h"

namespace topomq::ui {

namespace {

/// Words that would leave no room for the number; the help has them in full.
QString shortUnit(std::string_view unit)
{
    if (unit == "messages")
        return ValueEditor::tr("msg");
    if (unit == "requests")
        return ValueEditor::tr("req");
    return unit == "connections" ? ValueEditor::tr("conn") : engineText(unit);
}

NumberTraits traitsOf(const model::SettingInfo& setting)
{
    return {.unit = shortUnit(setting.unit),
            .least = setting.least,
            .most = setting.most,
            .defaultNumber = model::defaultOf(setting).asNumber().value_or(0),
            .whole = setting.kind == model::SettingKind::Count};
}

NumberTraits traitsOf(const model::OptionInfo& option)
{
    return {.unit = shortUnit(option.unit),
            .least = static_cast<double>(option.least),
            .most = static_cast<double>(option.most),
            .defaultNumber = static_cast<double>(option.defaultValue),
            .whole = true};
}

} // namespace

void ValueEditor::nameParts(const QString& label)
{
    QWidget* box = focusProxy() == nullptr ? this : focusProxy();
    box->setAccessibleName(label);
}

QString ValueEditor::partName(const QString& label, const QString& part)
{
    return tr("%1, %2").arg(label, part);
}

ValueEditor*
makeEditor(const model::SettingInfo& setting, const InspectorContext& context, QWidget* parent)
{
    switch (setting.kind) {
    case model::SettingKind::Rate:
        return new RateEditor(traitsOf(setting), context, parent);
    case model::SettingKind::Distribution:
        return new DistributionEditor(traitsOf(setting), context, parent);
    case model::SettingKind::Count:
        return new CountEditor(traitsOf(setting), context, parent);
    case model::SettingKind::TextList:
        return new TextListEditor(ValueEditor::tr("no topic; one per line"), false, parent);
    case model::SettingKind::Text:
        return new PayloadEditor(parent);
    case model::SettingKind::Choice: {
        QStringList choices;
        for (const std::string_view choice : setting.choices)
            choices.append(toText(choice));
        return new ChoiceEditor(choices, parent);
    }
    case model::SettingKind::Line:
        return new LineEditor(parent);
    case model::SettingKind::Switch:
        return new SwitchEditor(false, parent);
    case model::SettingKind::NodeList:
        break;
    }
    return new NodeListEditor(context.document, parent);
}

ValueEditor*
makeEditor(const model::OptionInfo& option, const InspectorContext& context, QWidget* parent)
{
    switch (option.kind) {
    case model::OptionKind::Integer:
        return new CountEditor(traitsOf(option), context, parent);
    case model::OptionKind::Boolean:
        return new SwitchEditor(option.defaultValue != 0, parent);
    case model::OptionKind::Text:
        return new LineEditor(parent);
    case model::OptionKind::IntegerList:
        return new NumberListEditor(parent);
    case model::OptionKind::TextList:
        break;
    }
    return new TextListEditor(ValueEditor::tr("no other prefix; one per line"), true, parent);
}

} // namespace topomq::ui
