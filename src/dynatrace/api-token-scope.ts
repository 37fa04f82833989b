import { ApiTokenScopeGroup } from './api-token-scope-group';
import { isLateBound, textOf } from '../private/late-bound';
import { refuseValue } from '../private/refuse';
import { type ITokenPermission } from '../token-rule-inputs';

/**
 * What a Dynatrace access token may do.
 *
 * The set is open, since Dynatrace adds scopes without notice: `of()` takes one that is not listed here.
 * @see https://docs.dynatrace.com/docs/discover-dynatrace/references/dynatrace-api/environment-api/tokens-v2/api-tokens/post-token
 */
export class ApiTokenScope implements ITokenPermission {
  // <generated from="schemas/dynatrace-api-token-scopes.json" by="npx projen scopes">
  /** `InstallerDownload`: Fetch OneAgent/ActiveGate installers (PaaS). */
  public static readonly INSTALLER_DOWNLOAD = new ApiTokenScope('InstallerDownload', 'Fetch OneAgent/ActiveGate installers (PaaS)', ApiTokenScopeGroup.PAAS, false);
  /** `DataExport`: Query problems, events, metrics and topology (API v1). */
  public static readonly DATA_EXPORT = new ApiTokenScope('DataExport', 'Query problems, events, metrics and topology (API v1)', ApiTokenScopeGroup.V1, false);
  /** `PluginUpload`: Push extension packages from the CLI. */
  public static readonly PLUGIN_UPLOAD = new ApiTokenScope('PluginUpload', 'Push extension packages from the CLI', ApiTokenScopeGroup.LEGACY, false);
  /** `SupportAlert`: Raise crash-analysis support alerts. */
  public static readonly SUPPORT_ALERT = new ApiTokenScope('SupportAlert', 'Raise crash-analysis support alerts', ApiTokenScopeGroup.PAAS, false);
  /** `AdvancedSyntheticIntegration`: Synthetic Classic module link. */
  public static readonly ADVANCED_SYNTHETIC_INTEGRATION = new ApiTokenScope('AdvancedSyntheticIntegration', 'Synthetic Classic module link', ApiTokenScopeGroup.LEGACY, false);
  /** `ExternalSyntheticIntegration`: Create and view synthetic monitors, locations, nodes (API v1). */
  public static readonly EXTERNAL_SYNTHETIC_INTEGRATION = new ApiTokenScope('ExternalSyntheticIntegration', 'Create and view synthetic monitors, locations, nodes (API v1)', ApiTokenScopeGroup.V1, false);
  /** `RumBrowserExtension`: RUM browser add-on. */
  public static readonly RUM_BROWSER_EXTENSION = new ApiTokenScope('RumBrowserExtension', 'RUM browser add-on', ApiTokenScopeGroup.LEGACY, false);
  /** `LogExport`: View log content (API v1). */
  public static readonly LOG_EXPORT = new ApiTokenScope('LogExport', 'View log content (API v1)', ApiTokenScopeGroup.V1, false);
  /** `ReadConfig`: View configuration (Configuration API). */
  public static readonly READ_CONFIG = new ApiTokenScope('ReadConfig', 'View configuration (Configuration API)', ApiTokenScopeGroup.V1, false);
  /** `WriteConfig`: Change configuration (Configuration API). */
  public static readonly WRITE_CONFIG = new ApiTokenScope('WriteConfig', 'Change configuration (Configuration API)', ApiTokenScopeGroup.V1, false);
  /** `DTAQLAccess`: Query user sessions (USQL). */
  public static readonly DTAQL_ACCESS = new ApiTokenScope('DTAQLAccess', 'Query user sessions (USQL)', ApiTokenScopeGroup.V1, false);
  /** `UserSessionAnonymization`: Anonymise stored user sessions. */
  public static readonly USER_SESSION_ANONYMIZATION = new ApiTokenScope('UserSessionAnonymization', 'Anonymise stored user sessions', ApiTokenScopeGroup.V1, false);
  /** `DataPrivacy`: Edit data-privacy options. */
  public static readonly DATA_PRIVACY = new ApiTokenScope('DataPrivacy', 'Edit data-privacy options', ApiTokenScopeGroup.V1, false);
  /** `CaptureRequestData`: Manage request attributes. */
  public static readonly CAPTURE_REQUEST_DATA = new ApiTokenScope('CaptureRequestData', 'Manage request attributes', ApiTokenScopeGroup.V1, false);
  /** `Davis`: Davis assistant module link. */
  public static readonly DAVIS = new ApiTokenScope('Davis', 'Davis assistant module link', ApiTokenScopeGroup.LEGACY, false);
  /** `DssFileManagement`: Manage mobile symbol files. */
  public static readonly DSS_FILE_MANAGEMENT = new ApiTokenScope('DssFileManagement', 'Manage mobile symbol files', ApiTokenScopeGroup.V1, false);
  /** `RumJavaScriptTagManagement`: Manage RUM JavaScript tags. */
  public static readonly RUM_JAVA_SCRIPT_TAG_MANAGEMENT = new ApiTokenScope('RumJavaScriptTagManagement', 'Manage RUM JavaScript tags', ApiTokenScopeGroup.V1, false);
  /** `TenantTokenManagement`: Manage tokens through the old Tokens API v1. */
  public static readonly TENANT_TOKEN_MANAGEMENT = new ApiTokenScope('TenantTokenManagement', 'Manage tokens through the old Tokens API v1', ApiTokenScopeGroup.LEGACY, false);
  /** `ActiveGateCertManagement`: Manage ActiveGate certificates. */
  public static readonly ACTIVE_GATE_CERT_MANAGEMENT = new ApiTokenScope('ActiveGateCertManagement', 'Manage ActiveGate certificates', ApiTokenScopeGroup.V1, false);
  /** `RestRequestForwarding`: Pull data from another environment. */
  public static readonly REST_REQUEST_FORWARDING = new ApiTokenScope('RestRequestForwarding', 'Pull data from another environment', ApiTokenScopeGroup.V1, false);
  /** `ReadSyntheticData`: View synthetic monitors, locations, nodes (API v1). */
  public static readonly READ_SYNTHETIC_DATA = new ApiTokenScope('ReadSyntheticData', 'View synthetic monitors, locations, nodes (API v1)', ApiTokenScopeGroup.V1, false);
  /** `DataImport`: Push metrics and events (API v1). */
  public static readonly DATA_IMPORT = new ApiTokenScope('DataImport', 'Push metrics and events (API v1)', ApiTokenScopeGroup.LEGACY, false);
  /** `syntheticExecutions.write`: Trigger synthetic runs. */
  public static readonly SYNTHETIC_EXECUTIONS_WRITE = new ApiTokenScope('syntheticExecutions.write', 'Trigger synthetic runs', ApiTokenScopeGroup.V2, false);
  /** `syntheticExecutions.read`: View synthetic run results. */
  public static readonly SYNTHETIC_EXECUTIONS_READ = new ApiTokenScope('syntheticExecutions.read', 'View synthetic run results', ApiTokenScopeGroup.V2, false);
  /** `auditLogs.read`: View the audit log. */
  public static readonly AUDIT_LOGS_READ = new ApiTokenScope('auditLogs.read', 'View the audit log', ApiTokenScopeGroup.V2, false);
  /** `metrics.read`: View metrics. */
  public static readonly METRICS_READ = new ApiTokenScope('metrics.read', 'View metrics', ApiTokenScopeGroup.V2, true);
  /** `metrics.write`: Delete or edit metrics. */
  public static readonly METRICS_WRITE = new ApiTokenScope('metrics.write', 'Delete or edit metrics', ApiTokenScopeGroup.V2, true);
  /** `entities.read`: View monitored entities and tags. */
  public static readonly ENTITIES_READ = new ApiTokenScope('entities.read', 'View monitored entities and tags', ApiTokenScopeGroup.V2, true);
  /** `entities.write`: Change monitored entities and tags. */
  public static readonly ENTITIES_WRITE = new ApiTokenScope('entities.write', 'Change monitored entities and tags', ApiTokenScopeGroup.V2, true);
  /** `problems.read`: View problems. */
  public static readonly PROBLEMS_READ = new ApiTokenScope('problems.read', 'View problems', ApiTokenScopeGroup.V2, true);
  /** `problems.write`: Change problems. */
  public static readonly PROBLEMS_WRITE = new ApiTokenScope('problems.write', 'Change problems', ApiTokenScopeGroup.V2, true);
  /** `events.read`: View events. */
  public static readonly EVENTS_READ = new ApiTokenScope('events.read', 'View events', ApiTokenScopeGroup.V2, true);
  /** `events.ingest`: Send events. */
  public static readonly EVENTS_INGEST = new ApiTokenScope('events.ingest', 'Send events', ApiTokenScopeGroup.V2, true);
  /** `openpipeline.events`: Send generic events, standard OpenPipeline endpoint. */
  public static readonly OPENPIPELINE_EVENTS = new ApiTokenScope('openpipeline.events', 'Send generic events, standard OpenPipeline endpoint', ApiTokenScopeGroup.V2, false);
  /** `openpipeline.events.custom`: Send generic events, custom OpenPipeline endpoint. */
  public static readonly OPENPIPELINE_EVENTS_CUSTOM = new ApiTokenScope('openpipeline.events.custom', 'Send generic events, custom OpenPipeline endpoint', ApiTokenScopeGroup.V2, false);
  /** `openpipeline.events_security`: Send security events, standard OpenPipeline endpoint. */
  public static readonly OPENPIPELINE_EVENTS_SECURITY = new ApiTokenScope('openpipeline.events_security', 'Send security events, standard OpenPipeline endpoint', ApiTokenScopeGroup.V2, false);
  /** `openpipeline.events_security.custom`: Send security events, custom OpenPipeline endpoint. */
  public static readonly OPENPIPELINE_EVENTS_SECURITY_CUSTOM = new ApiTokenScope('openpipeline.events_security.custom', 'Send security events, custom OpenPipeline endpoint', ApiTokenScopeGroup.V2, false);
  /** `openpipeline.events_sdlc`: Send SDLC events, standard OpenPipeline endpoint. */
  public static readonly OPENPIPELINE_EVENTS_SDLC = new ApiTokenScope('openpipeline.events_sdlc', 'Send SDLC events, standard OpenPipeline endpoint', ApiTokenScopeGroup.V2, false);
  /** `openpipeline.events_sdlc.custom`: Send SDLC events, custom OpenPipeline endpoint. */
  public static readonly OPENPIPELINE_EVENTS_SDLC_CUSTOM = new ApiTokenScope('openpipeline.events_sdlc.custom', 'Send SDLC events, custom OpenPipeline endpoint', ApiTokenScopeGroup.V2, false);
  /** `openpipeline.events_smartscape`: Send Smartscape events, standard OpenPipeline endpoint. */
  public static readonly OPENPIPELINE_EVENTS_SMARTSCAPE = new ApiTokenScope('openpipeline.events_smartscape', 'Send Smartscape events, standard OpenPipeline endpoint', ApiTokenScopeGroup.V2, false);
  /** `bizevents.ingest`: Send business events. */
  public static readonly BIZEVENTS_INGEST = new ApiTokenScope('bizevents.ingest', 'Send business events', ApiTokenScopeGroup.V2, false);
  /** `networkZones.read`: View network zones. */
  public static readonly NETWORK_ZONES_READ = new ApiTokenScope('networkZones.read', 'View network zones', ApiTokenScopeGroup.V2, true);
  /** `networkZones.write`: Change network zones. */
  public static readonly NETWORK_ZONES_WRITE = new ApiTokenScope('networkZones.write', 'Change network zones', ApiTokenScopeGroup.V2, true);
  /** `activeGates.read`: View ActiveGates. */
  public static readonly ACTIVE_GATES_READ = new ApiTokenScope('activeGates.read', 'View ActiveGates', ApiTokenScopeGroup.V2, true);
  /** `activeGates.write`: Change ActiveGates. */
  public static readonly ACTIVE_GATES_WRITE = new ApiTokenScope('activeGates.write', 'Change ActiveGates', ApiTokenScopeGroup.V2, true);
  /** `activeGateTokenManagement.read`: View ActiveGate tokens. */
  public static readonly ACTIVE_GATE_TOKEN_MANAGEMENT_READ = new ApiTokenScope('activeGateTokenManagement.read', 'View ActiveGate tokens', ApiTokenScopeGroup.V2, false);
  /** `activeGateTokenManagement.create`: Issue ActiveGate tokens. */
  public static readonly ACTIVE_GATE_TOKEN_MANAGEMENT_CREATE = new ApiTokenScope('activeGateTokenManagement.create', 'Issue ActiveGate tokens', ApiTokenScopeGroup.V2, false);
  /** `activeGateTokenManagement.write`: Issue and revoke ActiveGate tokens. */
  public static readonly ACTIVE_GATE_TOKEN_MANAGEMENT_WRITE = new ApiTokenScope('activeGateTokenManagement.write', 'Issue and revoke ActiveGate tokens', ApiTokenScopeGroup.V2, false);
  /** `agentTokenManagement.read`: View agent tokens. */
  public static readonly AGENT_TOKEN_MANAGEMENT_READ = new ApiTokenScope('agentTokenManagement.read', 'View agent tokens', ApiTokenScopeGroup.V2, false);
  /** `credentialVault.read`: View credential-vault entries. */
  public static readonly CREDENTIAL_VAULT_READ = new ApiTokenScope('credentialVault.read', 'View credential-vault entries', ApiTokenScopeGroup.V2, false);
  /** `credentialVault.write`: Change credential-vault entries. */
  public static readonly CREDENTIAL_VAULT_WRITE = new ApiTokenScope('credentialVault.write', 'Change credential-vault entries', ApiTokenScopeGroup.V2, false);
  /** `extensions.read`: View extensions. */
  public static readonly EXTENSIONS_READ = new ApiTokenScope('extensions.read', 'View extensions', ApiTokenScopeGroup.V2, true);
  /** `extensions.write`: Change extensions. */
  public static readonly EXTENSIONS_WRITE = new ApiTokenScope('extensions.write', 'Change extensions', ApiTokenScopeGroup.V2, true);
  /** `extensionConfigurations.read`: View extension monitoring configurations. */
  public static readonly EXTENSION_CONFIGURATIONS_READ = new ApiTokenScope('extensionConfigurations.read', 'View extension monitoring configurations', ApiTokenScopeGroup.V2, true);
  /** `extensionConfigurations.write`: Change extension monitoring configurations. */
  public static readonly EXTENSION_CONFIGURATIONS_WRITE = new ApiTokenScope('extensionConfigurations.write', 'Change extension monitoring configurations', ApiTokenScopeGroup.V2, true);
  /** `extensionEnvironment.read`: View extension environment settings. */
  public static readonly EXTENSION_ENVIRONMENT_READ = new ApiTokenScope('extensionEnvironment.read', 'View extension environment settings', ApiTokenScopeGroup.V2, false);
  /** `extensionEnvironment.write`: Change extension environment settings. */
  public static readonly EXTENSION_ENVIRONMENT_WRITE = new ApiTokenScope('extensionEnvironment.write', 'Change extension environment settings', ApiTokenScopeGroup.V2, false);
  /** `metrics.ingest`: Send metrics. */
  public static readonly METRICS_INGEST = new ApiTokenScope('metrics.ingest', 'Send metrics', ApiTokenScopeGroup.V2, false);
  /** `attacks.read`: View detected attacks. */
  public static readonly ATTACKS_READ = new ApiTokenScope('attacks.read', 'View detected attacks', ApiTokenScopeGroup.V2, true);
  /** `attacks.write`: Change Application Protection settings. */
  public static readonly ATTACKS_WRITE = new ApiTokenScope('attacks.write', 'Change Application Protection settings', ApiTokenScopeGroup.V2, true);
  /** `securityProblems.read`: View vulnerabilities. */
  public static readonly SECURITY_PROBLEMS_READ = new ApiTokenScope('securityProblems.read', 'View vulnerabilities', ApiTokenScopeGroup.V2, true);
  /** `securityProblems.write`: Change vulnerabilities. */
  public static readonly SECURITY_PROBLEMS_WRITE = new ApiTokenScope('securityProblems.write', 'Change vulnerabilities', ApiTokenScopeGroup.V2, true);
  /** `syntheticLocations.read`: View synthetic locations. */
  public static readonly SYNTHETIC_LOCATIONS_READ = new ApiTokenScope('syntheticLocations.read', 'View synthetic locations', ApiTokenScopeGroup.V2, false);
  /** `syntheticLocations.write`: Change synthetic locations. */
  public static readonly SYNTHETIC_LOCATIONS_WRITE = new ApiTokenScope('syntheticLocations.write', 'Change synthetic locations', ApiTokenScopeGroup.V2, false);
  /** `settings.read`: View settings objects. */
  public static readonly SETTINGS_READ = new ApiTokenScope('settings.read', 'View settings objects', ApiTokenScopeGroup.V2, true);
  /** `settings.write`: Change settings objects. */
  public static readonly SETTINGS_WRITE = new ApiTokenScope('settings.write', 'Change settings objects', ApiTokenScopeGroup.V2, true);
  /** `tenantTokenRotation.write`: Rotate the tenant token. */
  public static readonly TENANT_TOKEN_ROTATION_WRITE = new ApiTokenScope('tenantTokenRotation.write', 'Rotate the tenant token', ApiTokenScopeGroup.V2, false);
  /** `slo.read`: View SLOs. */
  public static readonly SLO_READ = new ApiTokenScope('slo.read', 'View SLOs', ApiTokenScopeGroup.V2, true);
  /** `slo.write`: Change SLOs. */
  public static readonly SLO_WRITE = new ApiTokenScope('slo.write', 'Change SLOs', ApiTokenScopeGroup.V2, true);
  /** `releases.read`: View releases. */
  public static readonly RELEASES_READ = new ApiTokenScope('releases.read', 'View releases', ApiTokenScopeGroup.V2, true);
  /** `apiTokens.read`: View access tokens. */
  public static readonly API_TOKENS_READ = new ApiTokenScope('apiTokens.read', 'View access tokens', ApiTokenScopeGroup.V2, true);
  /** `apiTokens.write`: Create, change and delete access tokens. */
  public static readonly API_TOKENS_WRITE = new ApiTokenScope('apiTokens.write', 'Create, change and delete access tokens', ApiTokenScopeGroup.V2, true);
  /** `openTelemetryTrace.ingest`: Send OpenTelemetry traces. */
  public static readonly OPEN_TELEMETRY_TRACE_INGEST = new ApiTokenScope('openTelemetryTrace.ingest', 'Send OpenTelemetry traces', ApiTokenScopeGroup.V2, false);
  /** `logs.read`: View logs. */
  public static readonly LOGS_READ = new ApiTokenScope('logs.read', 'View logs', ApiTokenScopeGroup.V2, false);
  /** `logs.ingest`: Send logs. */
  public static readonly LOGS_INGEST = new ApiTokenScope('logs.ingest', 'Send logs', ApiTokenScopeGroup.V2, false);
  /** `geographicRegions.read`: View geographic regions. */
  public static readonly GEOGRAPHIC_REGIONS_READ = new ApiTokenScope('geographicRegions.read', 'View geographic regions', ApiTokenScopeGroup.V2, true);
  /** `oneAgents.read`: View OneAgents. */
  public static readonly ONE_AGENTS_READ = new ApiTokenScope('oneAgents.read', 'View OneAgents', ApiTokenScopeGroup.V2, true);
  /** `oneAgents.write`: Change OneAgents. */
  public static readonly ONE_AGENTS_WRITE = new ApiTokenScope('oneAgents.write', 'Change OneAgents', ApiTokenScopeGroup.V2, true);
  /** `traces.lookup`: Check whether one trace exists. */
  public static readonly TRACES_LOOKUP = new ApiTokenScope('traces.lookup', 'Check whether one trace exists', ApiTokenScopeGroup.V2, true);
  /** `unifiedAnalysis.read`: View the unified-analysis schema. */
  public static readonly UNIFIED_ANALYSIS_READ = new ApiTokenScope('unifiedAnalysis.read', 'View the unified-analysis schema', ApiTokenScopeGroup.V2, true);
  /** `hub.read`: View Hub items. */
  public static readonly HUB_READ = new ApiTokenScope('hub.read', 'View Hub items', ApiTokenScopeGroup.V2, true);
  /** `hub.write`: Edit Hub item metadata. */
  public static readonly HUB_WRITE = new ApiTokenScope('hub.write', 'Edit Hub item metadata', ApiTokenScopeGroup.V2, true);
  /** `hub.install`: Install or update Hub items. */
  public static readonly HUB_INSTALL = new ApiTokenScope('hub.install', 'Install or update Hub items', ApiTokenScopeGroup.V2, true);
  /** `javaScriptMappingFiles.read`: View JavaScript source maps. */
  public static readonly JAVA_SCRIPT_MAPPING_FILES_READ = new ApiTokenScope('javaScriptMappingFiles.read', 'View JavaScript source maps', ApiTokenScopeGroup.V2, true);
  /** `javaScriptMappingFiles.write`: Change JavaScript source maps. */
  public static readonly JAVA_SCRIPT_MAPPING_FILES_WRITE = new ApiTokenScope('javaScriptMappingFiles.write', 'Change JavaScript source maps', ApiTokenScopeGroup.V2, true);
  /** `extensionConfigurationActions.write`: Run actions on extension monitoring configurations. */
  public static readonly EXTENSION_CONFIGURATION_ACTIONS_WRITE = new ApiTokenScope('extensionConfigurationActions.write', 'Run actions on extension monitoring configurations', ApiTokenScopeGroup.V2, true);
  /** `rumCookieNames.read`: View RUM cookie names. */
  public static readonly RUM_COOKIE_NAMES_READ = new ApiTokenScope('rumCookieNames.read', 'View RUM cookie names', ApiTokenScopeGroup.V2, true);
  /** `adaptiveTrafficManagement.read`: View Adaptive Traffic Management sampling. */
  public static readonly ADAPTIVE_TRAFFIC_MANAGEMENT_READ = new ApiTokenScope('adaptiveTrafficManagement.read', 'View Adaptive Traffic Management sampling', ApiTokenScopeGroup.V2, false);
  /** `rumManualInsertionTags.read`: View RUM manual-insertion tags. */
  public static readonly RUM_MANUAL_INSERTION_TAGS_READ = new ApiTokenScope('rumManualInsertionTags.read', 'View RUM manual-insertion tags', ApiTokenScopeGroup.V2, false);
  /** `extensionDiscoveryJmx.read`: View JMX metrics found by extensions. */
  public static readonly EXTENSION_DISCOVERY_JMX_READ = new ApiTokenScope('extensionDiscoveryJmx.read', 'View JMX metrics found by extensions', ApiTokenScopeGroup.V2, false);
  /** `extensionDiscoveryPmi.read`: View PMI metrics found by extensions. */
  public static readonly EXTENSION_DISCOVERY_PMI_READ = new ApiTokenScope('extensionDiscoveryPmi.read', 'View PMI metrics found by extensions', ApiTokenScopeGroup.V2, false);
  // </generated>

  /**
   * A scope by its id. A known id gives the known scope; another one is used as it is, and synth warns.
   *
   * @param id id of the scope, such as `metrics.read`; upper and lower case count
   * @throws if the id is empty, has white space in it, or is a scope of a platform token (those have colons)
   */
  public static of(id: string): ApiTokenScope {
    const known = ApiTokenScope.known.get(textOf(id));
    if (known || isLateBound(id)) {
      return known ?? new ApiTokenScope(id, id, ApiTokenScopeGroup.OTHER, true);
    }
    if (/:/.test(id)) {
      refuseValue('ApiTokenScope.of', 'takes scopes of access tokens, and an id with colons is a scope of a platform token', id,
        'use the access-token scope of that API, such as logs.read');
    }
    if (!/^\S+$/.test(id)) {
      refuseValue('ApiTokenScope.of', 'takes an id that is not empty and has no white space', id);
    }
    return new ApiTokenScope(id, id, ApiTokenScopeGroup.OTHER, true);
  }

  /**
   * All scopes that this library knows, in the vendor's order.
   */
  public static all(): ApiTokenScope[] {
    return [...ApiTokenScope.known.values()];
  }

  private static readonly known: ReadonlyMap<string, ApiTokenScope> = new Map(
    Object.values(ApiTokenScope).filter((scope): scope is ApiTokenScope => scope instanceof ApiTokenScope).map((scope) => [scope.id, scope]));

  private constructor(
    /** Id of the scope in the API. */
    public readonly id: string,
    /** What the scope allows, in a few words. */
    public readonly title: string,
    /** The family of APIs that the scope belongs to. */
    public readonly group: ApiTokenScopeGroup,
    /** Whether a personal access token can have the scope; assumed of one that this library does not know. */
    public readonly allowedForPersonalTokens: boolean,
  ) {}

  /**
   * Whether the other one is the same scope. In Python and Go each access to a constant may give another object.
   */
  public isEqualTo(other: ApiTokenScope): boolean {
    return this.id === other.id;
  }
}
