#pragma once
// What can be done to one of the open files, by a click on its tab.

class QMenu;

namespace topomq::ui {

class Actions;
class ExportActions;
class Workspace;

/// The tab is the one in front while the menu is open. The arguments outlive the menu.
void fillTabMenu(QMenu& menu, Workspace& workspace, Actions& actions, ExportActions& exports);

} // namespace topomq::ui
