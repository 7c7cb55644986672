#pragma once
// The heading of a section of fields, with a button that puts all of them back to their defaults.

#include "ui/inspector/inspector_context.h"

#include <QString>
#include <QWidget>

#include <functional>

class QToolButton;

namespace topomq::ui {

/// The button is there only while something differs from its default. Thread: the window's.
class ResetHeading : public QWidget
{
    Q_OBJECT

public:
    struct Actions
    {
        /// How many fields are set.
        std::function<int()> count;
        std::function<void()> reset;
    };

    /// `name`: of the button.
    ResetHeading(const QString& text,
                 const QString& name,
                 Actions actions,
                 const InspectorContext& context,
                 QWidget* parent);

    void sync();

private:
    Actions m_actions;
    QToolButton* m_reset = nullptr;
};

} // namespace topomq::ui
