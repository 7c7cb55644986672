#include "app/render_call.h"

#include "app/console.h"
#include "app/exit_codes.h"
#include "app/load_topology.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/transport_probe.h"
#include "ui/canvas/render.h"

#include <QApplication>
#include <QString>

namespace topomq::app {

int render(const RenderCall& call, int argc, char** argv)
{
    const QString out = QString::fromStdString(call.out);
    const auto endsWith = [&out](const char* ending) {
        return out.endsWith(QLatin1String(ending), Qt::CaseInsensitive);
    };
    if (!endsWith(".svg") && !endsWith(".png") && !endsWith(".pdf")) {
        complain("--out " + call.out + ": end the name with .svg, .png or .pdf");
        return kRefused;
    }
    if (wouldReplace(call.out, call.file)) {
        complain("--out " + call.out
                 + ": that is the topology itself, which the picture would replace; give another "
                   "name");
        return kRefused;
    }
    // The descriptors first: the rules ask for how many there are.
    runtime::prepareMachine();
    const auto loaded = loadTopology(call.file);
    if (!loaded)
        return kRefused;
    printFindings(stderr, loaded->findings);
    // A picture must look the same everywhere, with or without a display.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const QString problem =
        ui::renderTopology(loaded->topology, runtime::capabilities(), out, call.dark);
    if (problem.isEmpty())
        return kDone;
    complain(problem.toStdString());
    return kRefused;
}

} // namespace topomq::app
