#pragma once
// Widgets that show and edit one value of a setting or option.

#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/model/value.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>

namespace topomq::ui {

struct InspectorContext;

/// Shows one value and reports what the user makes of it; knows neither document nor rules.
/// Thread: the window's.
class ValueEditor : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Null: left out, so the default. `mixed`: several things are edited and their values differ.
    virtual void show(const model::Value* value, bool mixed) = 0;
    /// What stands there now: nothing where it is no value at all, `null` for the default.
    [[nodiscard]] virtual std::optional<model::Value> value() const = 0;

    /// What is wrong where `value` is nothing.
    [[nodiscard]] virtual QString problem() const { return tr("must be a number"); }

    /// Goes below its label instead of beside it.
    [[nodiscard]] virtual bool isWide() const { return false; }

    /// What parameters come to may have changed.
    virtual void parametersChanged() { }

    using QWidget::show;

Q_SIGNALS:
    /// A value was chosen or stepped to.
    void edited();
    /// Characters came or went, and more may follow.
    void typed();
};

/// The editor that fits the kind of the setting or option.
[[nodiscard]] ValueEditor*
makeEditor(const model::SettingInfo& setting, const InspectorContext& context, QWidget* parent);
[[nodiscard]] ValueEditor*
makeEditor(const model::OptionInfo& option, const InspectorContext& context, QWidget* parent);

} // namespace topomq::ui
