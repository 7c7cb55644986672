#pragma once
// The run controls: Run that becomes Stop, Pause, Step, Restart, the speed, and the find field.

#include <QToolBar>

class QLabel;
class QSlider;
class QToolButton;

namespace topomq::ui {

class Actions;
class FindController;
class FindField;
class RunSession;
class Theme;

/// Thread: the window's.
class RunToolbar : public QToolBar
{
    Q_OBJECT

public:
    /// Looks as with a tab where nothing runs until it follows one.
    RunToolbar(Actions& actions, Theme& theme, QWidget* parent);

    /// The run and the search of the tab in front.
    void follow(RunSession& session, FindController& finder);

    [[nodiscard]] FindField* findField() const { return m_find; }

private:
    QToolButton* addButton(QAction* action);
    void addRunButton();
    [[nodiscard]] bool isActive() const;
    [[nodiscard]] QAction* runAction() const;
    void addSpeed();
    void refresh();
    void applyTheme();
    void chooseSpeed(int position);

    Actions& m_actions;
    RunSession* m_session = nullptr;
    Theme& m_theme;
    QToolButton* m_run = nullptr;
    QToolButton* m_pause = nullptr;
    QToolButton* m_restart = nullptr;
    QSlider* m_speed = nullptr;
    QLabel* m_speedText = nullptr;
    FindField* m_find = nullptr;
};

} // namespace topomq::ui
