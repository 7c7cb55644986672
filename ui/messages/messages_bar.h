#pragma once
// The controls above the messages: which link, whether it is watched, and how.

#include <QString>
#include <QWidget>

class QCheckBox;
class QLabel;
class QToolButton;

namespace topomq::ui {

class ElidedLabel;
class Theme;

/// Thread: the window's. `theme` outlives it.
class MessagesBar : public QWidget
{
    Q_OBJECT

public:
    explicit MessagesBar(const Theme& theme, QWidget* parent = nullptr);

    /// Empty: no link is chosen.
    void setLink(const QString& title);
    /// "12 of 40 211 seen"; empty: nothing to say.
    void setCount(const QString& text);
    // Without a signal.
    void setShown(bool shown);
    void setPinned(bool pinned);
    void setPaused(bool paused);
    void setCanCopy(bool can);
    void setCanClear(bool can);

Q_SIGNALS:
    void shownChosen(bool shown);
    void pinnedChosen(bool pinned);
    void pausedChosen(bool paused);
    void clearChosen();
    void copyChosen();

private:
    [[nodiscard]] QToolButton*
    addButton(const QString& name, const QString& text, const QString& tip, const QString& icon);
    void recolour();

    const Theme& m_theme;
    ElidedLabel* m_link = nullptr;
    QLabel* m_count = nullptr;
    QCheckBox* m_shown = nullptr;
    QCheckBox* m_pinned = nullptr;
    QToolButton* m_paused = nullptr;
    QToolButton* m_clear = nullptr;
    QToolButton* m_copy = nullptr;
};

} // namespace topomq::ui
