#pragma once
// The window: places the parts, and connects them where they must not know each other.

#include "engine/runtime/runtime.h"
#include "ui/document/recovery_store.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QString>
#include <QStringList>

#include <vector>

class QDockWidget;
class QStackedWidget;

namespace topomq::ui {

class Actions;
class CanvasView;
class CommandCenter;
class ChoiceBar;
class Docks;
class ExportActions;
class FileController;
class FindController;
class FileGuard;
class Gallery;
class MessageBar;
class ProblemsPanel;
class RunController;
class RunStatusBar;
class RunToolbar;
class ThemeChoice;

/// Thread: the window's.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(runtime::RoleFactory factory, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// What cannot be opened is said in the window; the topology that is there stays.
    void openFile(const QString& path);
    void openExample(const QString& name);
    void showGallery();
    /// Asks what becomes of the unsaved work of programs that are gone, if there is any.
    void offerRecovery();
    /// Each that cannot stand in this window comes in one of its own.
    void openFiles(const QStringList& paths);

    [[nodiscard]] TopologyDocument& document() { return m_document; }

    [[nodiscard]] RunSession& session() { return m_session; }

    [[nodiscard]] Theme& theme() { return m_theme; }

    [[nodiscard]] CanvasView& canvas() { return *m_canvas; }

    [[nodiscard]] Actions& actions() { return *m_actions; }

    [[nodiscard]] Gallery& gallery() { return *m_gallery; }

    [[nodiscard]] ChoiceBar& choiceBar() { return *m_choices; }

    [[nodiscard]] FileGuard& fileGuard() { return *m_guard; }

    [[nodiscard]] ExportActions& exportActions() { return *m_exports; }

    [[nodiscard]] MessageBar& messageBar() { return *m_messages; }

    [[nodiscard]] RunStatusBar& runStatusBar() { return *m_status; }

    [[nodiscard]] RunToolbar& runToolbar() { return *m_toolbar; }

    [[nodiscard]] CommandCenter& commands() { return *m_commands; }

    [[nodiscard]] FindController& finder() { return *m_finder; }

    [[nodiscard]] bool isGalleryShown() const;

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeCentre();
    void makePanels();
    void makeMenus();
    void connectFiles();
    void connectGuard();
    void recover(const std::vector<LeftWork>& chosen);
    /// A further window with nothing in it yet; it goes when it is closed.
    MainWindow& openAnother();
    void connectGallery();
    void connectRun();
    void connectHelp();
    void connectFinding();
    void showCanvas();
    void refreshTitle();

    runtime::RoleFactory m_factory;
    Theme m_theme;
    TopologyDocument m_document;
    RunSession m_session;
    Actions* m_actions = nullptr;
    ThemeChoice* m_themeChoice = nullptr;
    MessageBar* m_messages = nullptr;
    ChoiceBar* m_choices = nullptr;
    QStackedWidget* m_pages = nullptr;
    CanvasView* m_canvas = nullptr;
    Gallery* m_gallery = nullptr;
    Docks* m_docks = nullptr;
    QDockWidget* m_inspector = nullptr;
    QDockWidget* m_problems = nullptr;
    QDockWidget* m_events = nullptr;
    ProblemsPanel* m_problemsPanel = nullptr;
    FileController* m_files = nullptr;
    FindController* m_finder = nullptr;
    CommandCenter* m_commands = nullptr;
    FileGuard* m_guard = nullptr;
    ExportActions* m_exports = nullptr;
    RunController* m_run = nullptr;
    RunToolbar* m_toolbar = nullptr;
    RunStatusBar* m_status = nullptr;
    /// All questions before closing are answered.
    bool m_mayClose = false;
};

} // namespace topomq::ui
