#pragma once
// Widgets that show and edit one value of a setting or option.

#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/model/value.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace topomq::ui {

struct InspectorContext;

/// Shows one value, or what several have in common, and reports what the user makes of it; knows
/// neither document nor rules.
/// Thread: the window's.
class ValueEditor : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Null: left out, so the default.
    virtual void show(const model::Value* value) = 0;
    /// Several things are edited and their values differ: shows what they have in common, and where
    /// they have nothing, that they differ.
    virtual void showDifferent(const std::vector<const model::Value*>& values) = 0;

    /// Whether the values differ, while what is typed stays as it is.
    virtual void setMixed(bool /*mixed*/) { }

    /// What stands there now: nothing where it is no value at all, `null` for the default.
    [[nodiscard]] virtual std::optional<model::Value> value() const = 0;

    /// What one of several values that differ becomes (`null`: the default, before and after).
    /// A part that was left open stays as it is there: only what is chosen or typed is changed.
    [[nodiscard]] virtual std::optional<model::Value> valueFor(const model::Value& /*old*/) const
    {
        return value();
    }

    /// An edit adds to the one before it. Otherwise each is made of what stood there when the field
    /// was entered, so that passing through choices, and erasing what was typed, loses nothing.
    [[nodiscard]] virtual bool addsUp() const { return false; }

    /// What is wrong where `value` is nothing.
    [[nodiscard]] virtual QString problem() const { return tr("must be a number"); }

    /// For people who hear the names of its boxes: each is called by the label of the field, and
    /// beside others by its part in it.
    virtual void nameParts(const QString& label);

    /// Goes below its label instead of beside it.
    [[nodiscard]] virtual bool isWide() const { return false; }

    /// What parameters come to may have changed.
    virtual void parametersChanged() { }

    using QWidget::show;

protected:
    /// "Rate, gaps"
    [[nodiscard]] static QString partName(const QString& label, const QString& part);

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
