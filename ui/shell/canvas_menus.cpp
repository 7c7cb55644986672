#include "ui/shell/canvas_menus.h"

#include "ui/canvas/canvas_actions.h"

namespace topomq::ui {

CanvasMenus canvasMenus(const CanvasActions& canvas, QWidget* parent)
{
    using enum CanvasCommand;
    CanvasMenus menus;
    menus.edit = {canvas[Cut],
                  canvas[Copy],
                  canvas[Paste],
                  canvas[Duplicate],
                  canvas[DuplicateWithLinks],
                  canvas[Multiply],
                  nullptr,
                  canvas[Delete],
                  canvas[DeleteAndReconnect],
                  canvas[SelectAll],
                  nullptr,
                  canvas[QuickAdd],
                  canvas[AddNote],
                  canvas[Rename],
                  canvas[ToggleEnabled],
                  canvas[EditSelection]};
    menus.link = {canvas[MarkLinkStart], canvas[LinkSelection], canvas[NextLink], nullptr,
                  canvas[FlipBindSide],  canvas[SecureLink],    nullptr,          canvas[AddBend],
                  canvas[RemoveBends]};
    menus.group = {canvas[Group], canvas[Ungroup], canvas[FoldGroup]};
    menus.inside = {canvas[Collapse],   canvas[Expand], canvas[OpenInside], canvas[LeaveInside],
                    canvas[OfferPorts], nullptr,        canvas[SaveSnippet]};
    menus.arrange = canvas.arrangeMenu(parent);
    menus.view = {canvas[ZoomIn],        canvas[ZoomOut],   canvas[ZoomFit],
                  canvas[ZoomSelection], canvas[ZoomReset], nullptr,
                  canvas[Motion],        canvas[Legend],    canvas[Minimap]};
    menus.run = {canvas[NodeSend],   canvas[NodeStart], canvas[NodeStop], canvas[NodeRestart],
                 canvas[NodeFreeze], canvas[LinkCut],   nullptr,          canvas[NodeKill]};
    return menus;
}

} // namespace topomq::ui
