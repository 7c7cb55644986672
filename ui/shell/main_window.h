#pragma once
// The window: places the parts, and connects them where they must not know each other.

#include "engine/runtime/runtime.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QString>
#include <QUndoGroup>

class QStackedWidget;

namespace topomq::ui {

class Actions;
class CommandCenter;
class DefinitionController;
class ExportActions;
class FilePlaces;
class FrontActions;
class Gallery;
class Menus;
class PanelDocks;
class RunStatusBar;
class RunToolbar;
class SnippetController;
class TabStrip;
class ThemeChoice;

/// Thread: the window's.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(runtime::RoleFactory factory, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// What cannot be opened is said in the window; what is there stays.
    void openFile(const QString& path) { m_workspace->openFile(path); }

    void openExample(const QString& name) { m_workspace->openExample(name); }

    void showGallery();
    /// Asks what becomes of the unsaved work of programs that are gone, if there is any.
    void offerRecovery();

    [[nodiscard]] Workspace& workspace() { return *m_workspace; }

    [[nodiscard]] TabStrip& tabStrip() { return *m_strip; }

    // Of the file in front.
    [[nodiscard]] TopologyDocument& document() { return front().document(); }

    [[nodiscard]] RunSession& session() { return front().session(); }

    [[nodiscard]] CanvasView& canvas() { return front().canvas(); }

    [[nodiscard]] ChoiceBar& choiceBar() { return front().choices(); }

    [[nodiscard]] FileGuard& fileGuard() { return front().guard(); }

    [[nodiscard]] FindController& finder() { return front().finder(); }

    [[nodiscard]] Theme& theme() { return m_theme; }

    [[nodiscard]] Actions& actions() { return *m_actions; }

    [[nodiscard]] Gallery& gallery() { return *m_gallery; }

    [[nodiscard]] ExportActions& exportActions() { return *m_exports; }

    /// The one that can be seen: that of the gallery, or of the file in front.
    [[nodiscard]] MessageBar& messageBar();

    [[nodiscard]] RunStatusBar& runStatusBar() { return *m_status; }

    [[nodiscard]] RunToolbar& runToolbar() { return *m_toolbar; }

    [[nodiscard]] CommandCenter& commands() { return *m_commands; }

    [[nodiscard]] bool isGalleryShown() const;

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] DocumentTab& front() { return m_workspace->front(); }

    void makeCentre(runtime::RoleFactory factory);
    QWidget* makeGalleryPage();
    void makeBars();
    void connectWorkspace();
    void connectGallery();
    void connectParts();
    void takeTab(DocumentTab& tab);
    void takeRun(DocumentTab& tab);
    void followFront();
    void showCanvas();
    void showTabMenu(DocumentTab& tab, const QPoint& globalPlace);
    void refreshTitle();

    Theme m_theme;
    QUndoGroup m_undo;
    FilePlaces* m_places;
    Workspace* m_workspace = nullptr;
    TabStrip* m_strip = nullptr;
    QStackedWidget* m_pages = nullptr;
    Gallery* m_gallery = nullptr;
    MessageBar* m_galleryMessages = nullptr;
    Actions* m_actions = nullptr;
    ThemeChoice* m_themeChoice = nullptr;
    PanelDocks* m_docks = nullptr;
    DefinitionController* m_definitions = nullptr;
    SnippetController* m_snippets = nullptr;
    ExportActions* m_exports = nullptr;
    FrontActions* m_frontActions = nullptr;
    RunToolbar* m_toolbar = nullptr;
    RunStatusBar* m_status = nullptr;
    Menus* m_menus = nullptr;
    CommandCenter* m_commands = nullptr;
    /// All questions before closing are answered.
    bool m_mayClose = false;
};

} // namespace topomq::ui
