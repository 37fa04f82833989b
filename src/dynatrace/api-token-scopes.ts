import { ApiTokenScope } from './api-token-scope';

/**
 * The least scopes for the usual jobs.
 */
export class ApiTokenScopes {
  /**
   * Sending metrics, logs and traces, as the data-ingest token of a Kubernetes cluster does.
   *
   * @see https://docs.dynatrace.com/docs/ingest-from/setup-on-k8s/deployment/tokens-permissions
   */
  public static dataIngest(): ApiTokenScope[] {
    return [ApiTokenScope.LOGS_INGEST, ApiTokenScope.METRICS_INGEST, ApiTokenScope.OPEN_TELEMETRY_TRACE_INGEST];
  }

  /**
   * Running the Dynatrace Operator in a Kubernetes cluster: what it needs. Where it shall also create its settings objects,
   * add `SETTINGS_READ` and `SETTINGS_WRITE`.
   *
   * @see https://docs.dynatrace.com/docs/ingest-from/setup-on-k8s/deployment/tokens-permissions
   */
  public static kubernetesOperator(): ApiTokenScope[] {
    return [ApiTokenScope.ACTIVE_GATE_TOKEN_MANAGEMENT_CREATE, ApiTokenScope.DATA_EXPORT, ApiTokenScope.INSTALLER_DOWNLOAD];
  }

  /**
   * Looking at metrics, entities, problems, events, logs and SLOs, as a dashboard does.
   *
   * @see https://grafana.com/docs/plugins/grafana-dynatrace-datasource/latest/configure/
   */
  public static readOnlyObservability(): ApiTokenScope[] {
    return [
      ApiTokenScope.ENTITIES_READ,
      ApiTokenScope.EVENTS_READ,
      ApiTokenScope.LOGS_READ,
      ApiTokenScope.METRICS_READ,
      ApiTokenScope.PROBLEMS_READ,
      ApiTokenScope.SLO_READ,
    ];
  }

  /**
   * Managing access tokens by Terraform: what the provider's own token needs.
   *
   * @see https://registry.terraform.io/providers/dynatrace-oss/dynatrace/latest/docs/resources/api_token
   */
  public static tokenManagement(): ApiTokenScope[] {
    return [ApiTokenScope.API_TOKENS_READ, ApiTokenScope.API_TOKENS_WRITE];
  }

  private constructor() {}
}
