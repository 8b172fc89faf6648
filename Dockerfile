# One image for every service; docker-compose.yml says which one a container runs.
# Debian, not Alpine: the query planner has no musl binary.
FROM node:24-bookworm-slim

ENV NODE_ENV=production
WORKDIR /app

# The image brings its own Node: the runtime that the package pins for other machines would only add its size.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev \
  && rm -rf node_modules/node-linux-* node_modules/.bin/node \
  && npm cache clean --force

COPY . .

# Volumes take over the owner of the folder that they are mounted on.
RUN mkdir -p /keys /jwks /var/lib/liaison && chown node:node /keys /jwks /var/lib/liaison
USER node

EXPOSE 4000 4001 4002 4003 4004
ENTRYPOINT ["node", "--enable-source-maps", "--import", "@swc-node/register/esm-register"]
CMD ["cli/liaison.ts", "--help"]
