#include "app/window_call.h"

#include "app/console.h"
#include "app/exit_codes.h"
#include "engine/roles/role_factory.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QIcon>

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

int openWindow(int argc, char** argv, const std::string& file)
{
    if (!file.empty() && file != "-" && ::access(file.c_str(), R_OK) != 0) {
        complain(file + ": " + std::generic_category().message(errno));
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
    window.begin(QString::fromStdString(file));
    return QApplication::exec();
}

} // namespace topomq::app
