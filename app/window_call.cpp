#include "app/window_call.h"

#include "app/console.h"
#include "app/exit_codes.h"
#include "engine/roles/role_factory.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QIcon>
#include <QStringList>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <unistd.h>

namespace topomq::app {

namespace {

bool hasDisplay()
{
    const auto isSet = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM");
}

} // namespace

int openWindow(int argc, char** argv, const std::vector<std::string>& files)
{
    for (const std::string& file : files) {
        if (file == "-" || ::access(file.c_str(), R_OK) == 0)
            continue;
        complain(file + ": " + std::generic_category().message(errno));
        if (!hasDisplay())
            return kRefused;
    }
    if (!hasDisplay()) {
        complain("there is no display to open the window on; \"topomq run FILE\" runs without one "
                 "(see topomq --help)");
        return kRefused;
    }
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("TopoMQ"));
    QApplication::setOrganizationName(QStringLiteral("TopoMQ"));
    QApplication::setApplicationVersion(QStringLiteral(TOPOMQ_VERSION));
    QApplication::setDesktopFileName(QStringLiteral(TOPOMQ_DESKTOP_FILE));
    ui::MainWindow window(roles::makeRoleFactory());
    QStringList paths;
    for (const std::string& file : files)
        paths << QString::fromStdString(file);
    window.begin(paths);
    return QApplication::exec();
}

} // namespace topomq::app
