#pragma once
// A line above the canvas that asks something without standing in the way of work.

#include <QFrame>
#include <QList>
#include <QString>

#include <functional>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace topomq::ui {

class Theme;

/// One question at a time. Thread: the window's.
class ChoiceBar : public QFrame
{
    Q_OBJECT

public:
    struct Choice
    {
        QString text;
        QString tip;
        std::function<void()> action;
        /// The question is answered by it.
        bool answers = true;
    };

    ChoiceBar(Theme& theme, QWidget* parent);

    /// The same words once more change nothing.
    void ask(const QString& text, const QList<Choice>& choices);
    void withdraw();
    /// Empty while nothing is asked.
    [[nodiscard]] QString text() const;

    void setVisible(bool visible) override;

Q_SIGNALS:
    /// It says something, or no longer.
    void turned();

private:
    void applyTheme();

    Theme& m_theme;
    QLabel* m_icon;
    QLabel* m_text;
    QHBoxLayout* m_layout;
    QList<QToolButton*> m_buttons;
};

} // namespace topomq::ui
