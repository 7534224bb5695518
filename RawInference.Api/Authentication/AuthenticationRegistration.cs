using Microsoft.AspNetCore.Authorization;
using RawInference.Core.Identity;

namespace RawInference.Api.Authentication;

/// <summary>Keys at the door: every route wants one unless it says that it does not.</summary>
internal static class AuthenticationRegistration
{
    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<ICallerAccessor, HttpCallerAccessor>();
        AddScheme(services);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    public static IApplicationBuilder UseApiKeys(this IApplicationBuilder app) =>
        app.UseAuthentication().UseAuthorization().UseMiddleware<PermissionMiddleware>().UseMiddleware<CallerMiddleware>();

    /// <summary>Without AddAuthentication, which also brings data protection: its key ring on the disk is nothing that keys need.</summary>
    private static void AddScheme(IServiceCollection services)
    {
        services.AddWebEncoders();
        services.AddTransient<ApiKeyAuthenticationHandler>();
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = ApiKeyAuthenticationHandler.SchemeName;
            options.AddScheme<ApiKeyAuthenticationHandler>(ApiKeyAuthenticationHandler.SchemeName, displayName: null);
        });
    }
}
