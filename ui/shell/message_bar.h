#pragma once
// A line above the canvas that says what happened, where, and what to do; never a modal box.

#include <QFrame>
#include <QString>

#include <functional>

class QLabel;
class QToolButton;

namespace topomq::ui {

class Theme;

/// One message at a time; a newer one takes its place. Thread: the window's.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    enum class Tone { Information, Warning, Error };
    /// Who said it, so that it can be taken back without removing what another said.
    enum class Topic { Run, Failure, Waiting, File };

    MessageBar(Theme& theme, QWidget* parent);

    /// With an empty `actionText` there is no button.
    void say(Topic topic,
             Tone tone,
             const QString& text,
             const QString& actionText = {},
             std::function<void()> action = {});
    void clear(Topic topic);
    [[nodiscard]] QString text() const;

    [[nodiscard]] bool says(Topic topic) const { return !isHidden() && m_topic == topic; }

    /// It says that something went wrong, or might.
    [[nodiscard]] bool isTrouble() const { return !isHidden() && m_tone != Tone::Information; }

    void setVisible(bool visible) override;

Q_SIGNALS:
    /// It says something, or no longer.
    void turned();

private:
    void applyTheme();

    Theme& m_theme;
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QToolButton* m_button = nullptr;
    QToolButton* m_close = nullptr;
    Topic m_topic = Topic::Run;
    Tone m_tone = Tone::Information;
    std::function<void()> m_action;
};

} // namespace topomq::ui
