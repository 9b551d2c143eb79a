"""The interactive API documentation, from files of our own: no page here loads from elsewhere."""

from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from app.api.headers import page_policy

DOCS_URL = "/docs"
ASSETS_URL = f"{DOCS_URL}/assets"


def add_docs(app: FastAPI) -> None:
    """Serve Swagger UI at `/docs`; the framework's own page would fetch it from a public CDN."""
    page = get_swagger_ui_html(
        openapi_url=app.openapi_url or "",
        title=f"{app.title} API",
        swagger_js_url=f"{ASSETS_URL}/swagger-ui-bundle.js",
        swagger_css_url=f"{ASSETS_URL}/swagger-ui.css",
        swagger_favicon_url=f"{ASSETS_URL}/favicon-32x32.png",
        swagger_ui_parameters={"tryItOutEnabled": True, "filter": True},
    )

    page.headers["Content-Security-Policy"] = page_policy(bytes(page.body).decode())

    async def show(_: Request) -> HTMLResponse:
        return page

    app.add_route(DOCS_URL, show, include_in_schema=False)
    assets = StaticFiles(directory=str(files("fastapi_swagger") / "resources"))
    app.mount(ASSETS_URL, assets, name="docs-assets")
